import type { VitalsConfig } from '@agent-vitals/config';
import { GENERAL, GENERAL_LABEL } from '../metrics.js';
import type { TimeSeriesPanel } from '../model.js';
import { largest, ofService } from '../promql.js';
import { limits } from '../thresholds.js';

const { state, serviceName } = GENERAL_LABEL;

/** CPU and memory of the machine, with the limits of its memory: it is the one that kills. */
export const host = ({ resources }: VitalsConfig['thresholds']): TimeSeriesPanel => ({
  kind: 'time-series',
  id: 'host',
  title: 'Host CPU and memory',
  description:
    'Share of the machine in use. Good leaves room; the lines are those of the memory. Where CPU is full for minutes everything slows down.',
  width: 12,
  unit: 'ratio',
  queries: [
    { expr: `1 - avg(${GENERAL.cpuUtilization}{${state}="idle"})`, legend: 'CPU' },
    { expr: `max(${GENERAL.memoryUtilization}{${state}="used"})`, legend: 'memory' },
  ],
  thresholds: limits(resources['memory']!),
});

/** How late Node's event loop is, with the limits of vitals.yaml. */
export const eventLoop = ({ resources }: VitalsConfig['thresholds']): TimeSeriesPanel => ({
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
  thresholds: limits(resources['eventLoopDelay']!),
});
