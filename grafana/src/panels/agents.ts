import type { VitalsConfig } from '@agent-vitals/config';
import { ATTR, OPERATION } from '@agent-vitals/instrumentation/semconv';
import { FAILED, label, metric, recorded } from '../metrics.js';
import type { StatPanel, TimeSeriesPanel, TracesPanel } from '../model.js';
import { callRate, largest, ofAgent, ofItem, ofService, selector } from '../promql.js';
import { indicatorLines, indicatorStat } from './indicator-panels.js';
import { traceLink } from './trace-link.js';

const agent = label('agentName');
const errorType = label('errorType');
const ofItems = [ofService, ofItem('agent')] as const;

/** Of the agent that fails most, with the colours of vitals.yaml. */
export const worstAgent = (config: VitalsConfig): StatPanel =>
  indicatorStat(config, {
    indicator: 'agents.errorRatio',
    id: 'worst-agent',
    title: 'Error ratio of the worst agent',
    description:
      'Failed invocations over all of the agent that fails most, cancelled ones not counted. Good is 0 %.',
    width: 8,
    matchers: ofItems,
    links: [{ title: 'Runbook', path: '/runbooks/AgentErrorRatioHigh' }],
  });

export const invocationsNow: StatPanel = {
  kind: 'stat',
  id: 'invocations-now',
  title: 'Invocations per minute',
  description:
    'Finished invocations of the chosen agents. Good follows the usual rhythm of the day; 0 while requests arrive means that they hang.',
  width: 8,
  unit: 'per minute',
  queries: [
    {
      expr: `sum(${selector(recorded('agents.errorRatio', 'whole1m'), ...ofItems)})`,
      legend: 'invocations',
    },
  ],
  links: [{ title: 'Workflows', dashboard: 'workflows', keep: ['service'] }],
};

export const openInvocations: StatPanel = {
  kind: 'stat',
  id: 'open-invocations',
  title: 'Invocations that run',
  description:
    'Invocations that have begun and not ended. Good follows the traffic; what only grows hangs.',
  width: 8,
  unit: 'count',
  queries: [
    { expr: `sum(${selector(recorded('agents.stalled', 'open'), ...ofItems)})`, legend: 'open' },
  ],
  links: [{ title: 'Runbook', path: '/runbooks/AgentStalled' }],
};

/** Failed invocations by agent, with the limits of vitals.yaml. */
export const agentErrorRatio = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'agents.errorRatio',
    id: 'agent-error-ratio',
    title: 'Agent error ratio',
    description:
      'Failed invocations over all, by agent, cancelled ones not counted. Good is 0 %; at the upper line an alert fires. An agent that was not called has no point.',
    width: 12,
    matchers: ofItems,
    links: [{ title: 'Runbook', path: '/runbooks/AgentErrorRatioHigh' }],
  });

export const agentErrors: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'agent-errors',
  title: 'Failed invocations per minute by kind',
  description:
    'By agent and category of error. Good is nothing: rate_limit, timeout, server and network point at the model, other at the agent or its tools.',
  width: 12,
  unit: 'per minute',
  stacked: true,
  queries: [
    {
      expr: largest(
        `${callRate(metric('invokeAgentDuration'), [agent, errorType], ofAgent, FAILED)} * 60`,
      ),
      legend: `{{${agent}}} {{${errorType}}}`,
    },
  ],
  links: [
    { title: 'Do the models fail?', dashboard: 'llm-usage', keep: ['service', 'agent'] },
    { title: 'What do they say?', dashboard: 'logs', keep: ['service', 'agent'] },
  ],
};

export const agentTraces: TracesPanel = {
  kind: 'traces',
  id: 'agent-traces',
  title: 'Latest failed invocations',
  description:
    'Traces with a failed invocation of an agent; a click opens the waterfall with its logs. Good is empty.',
  width: 12,
  service: '$service',
  searches: [{ [ATTR.operationName]: OPERATION.invokeAgent, error: 'true' }],
  limit: 10,
  links: [
    { title: 'What else fails?', dashboard: 'system-overview', keep: ['service'] },
    traceLink({ operation: 'invokeAgent', failed: true, keep: ['service', 'agent'] }),
  ],
};
