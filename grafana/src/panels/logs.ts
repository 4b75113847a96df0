import { FAILURES, LEVEL, linesPerMinute, SEARCHED } from '../logql.js';
import { GENERAL_LABEL, label } from '../metrics.js';
import type { LogsPanel, MetricQuery, TimeSeriesPanel } from '../model.js';
import { largest } from '../promql.js';

const service = GENERAL_LABEL.serviceName;
const agent = label('agentName');

const lines = (query: Omit<MetricQuery, 'from'>): MetricQuery => ({ ...query, from: 'loki' });

export const logVolume: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'log-volume',
  title: 'Log lines per minute by level',
  description:
    'Of the lines that the search finds. Good follows the traffic, with next to nothing orange or red; drag over a peak to see its lines alone.',
  width: 24,
  unit: 'per minute',
  stacked: true,
  queries: [
    lines({
      expr: linesPerMinute([LEVEL], FAILURES),
      legend: `{{${LEVEL}}}`,
      severity: 'critical',
    }),
    lines({
      expr: linesPerMinute([LEVEL], `${LEVEL}=~"warn.*"`),
      legend: `{{${LEVEL}}}`,
      severity: 'warning',
    }),
    lines({
      expr: linesPerMinute([LEVEL], `${LEVEL}!~"error|critical|fatal|warn.*"`),
      legend: `{{${LEVEL}}}`,
    }),
  ],
  links: [{ title: 'Are lines missing?', dashboard: 'pipeline' }],
};

export const errorLinesByService: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'error-lines-by-service',
  title: 'Error lines per minute by service',
  description:
    'Lines of level error or worse that the search finds. Good is nothing; the service that begins is nearest to the cause.',
  width: 12,
  unit: 'per minute',
  stacked: true,
  queries: [
    lines({ expr: largest(linesPerMinute([service], FAILURES)), legend: `{{${service}}}` }),
  ],
  links: [{ title: 'Which part fails?', dashboard: 'system-overview', keep: ['service'] }],
};

export const errorLinesByAgent: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'error-lines-by-agent',
  title: 'Error lines per minute by agent',
  description:
    'Lines of level error or worse that an agent wrote. Good is nothing; lines outside of any agent are left out.',
  width: 12,
  unit: 'per minute',
  stacked: true,
  queries: [
    lines({
      expr: largest(linesPerMinute([agent], `${FAILURES} | ${agent}!=""`)),
      legend: `{{${agent}}}`,
    }),
  ],
  links: [{ title: 'How does it fail?', dashboard: 'agents', keep: ['service', 'agent'] }],
};

export const foundLines: LogsPanel = {
  kind: 'logs',
  id: 'found-lines',
  title: 'Newest lines',
  description:
    'Of the lines that the search finds; a click shows their fields, the trace id opens the trace. Good is without warnings and errors.',
  width: 24,
  query: SEARCHED,
  links: [{ title: 'Its traces', dashboard: 'traces', keep: ['service', 'agent'] }],
};
