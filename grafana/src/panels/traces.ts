import { ATTR } from '@agent-vitals/instrumentation/semconv';
import { FAILURES } from '../logql.js';
import { label } from '../metrics.js';
import type { LogsPanel, TracesPanel } from '../model.js';
import { chosen, ofService } from '../promql.js';

export const foundTraces: TracesPanel = {
  kind: 'traces',
  id: 'found-traces',
  title: 'Traces',
  description:
    'Traces with one span that meets all conditions, newest first; a click opens the waterfall with its logs. Good has no errors. An attribute is key=value, such as gen_ai.tool.name=search; a duration 2s or 500ms. In Grafana each service is searched alone, and an agent is an attribute: gen_ai.agent.name=reviewer.',
  width: 24,
  service: '$service',
  searches: [{ [ATTR.agentName]: '$agent' }],
  attributes: '$operation $errors $attribute',
  spanName: '$span',
  minDuration: '$min',
  maxDuration: '$max',
  limit: 20,
  links: [{ title: 'Log lines', dashboard: 'logs', keep: ['service', 'agent'] }],
};

export const errorLinesWithTrace: LogsPanel = {
  kind: 'logs',
  id: 'error-lines-with-trace',
  title: 'Latest error lines of a trace',
  description:
    'Lines of level error or worse of the chosen services and agents, each with a link to its trace. Good is empty.',
  width: 12,
  query: `{${ofService}} | ${FAILURES} | trace_id!="" | ${chosen(label('agentName'), 'agent')}`,
  links: [{ title: 'All lines', dashboard: 'logs', keep: ['service', 'agent'] }],
};
