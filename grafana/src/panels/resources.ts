import { GENERAL, GENERAL_LABEL } from '../metrics.js';
import type { TimeSeriesPanel } from '../model.js';
import { largest, ofService } from '../promql.js';

const { state, serviceName } = GENERAL_LABEL;

export const host: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'host',
  title: 'Host CPU and memory',
  description:
    'Share of the machine in use. Good leaves room: above 90 % for minutes everything on it slows down.',
  width: 12,
  unit: 'ratio',
  queries: [
    { expr: `1 - avg(${GENERAL.cpuUtilization}{${state}="idle"})`, legend: 'CPU' },
    { expr: `max(${GENERAL.memoryUtilization}{${state}="used"})`, legend: 'memory' },
  ],
  thresholds: [{ value: 0.9, severity: 'warning' }],
};

export const eventLoop: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'event-loop',
  title: 'Event loop delay, p99',
  description:
    'How late Node runs what is due, by service. Good is under 50 ms; more means that computation blocks requests.',
  width: 12,
  unit: 'seconds',
  queries: [
    {
      expr: largest(`max by (${serviceName}) (${GENERAL.eventLoopDelayP99}{${ofService}})`),
      legend: `{{${serviceName}}}`,
    },
  ],
  thresholds: [{ value: 0.25, severity: 'warning' }],
};
