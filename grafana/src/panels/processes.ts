import type { VitalsConfig } from '@agent-vitals/config';
import { GENERAL, GENERAL_LABEL } from '../metrics.js';
import type { StatPanel, TimeSeriesPanel } from '../model.js';
import { largest, ofService, selector } from '../promql.js';
import { indicatorLines, indicatorStat } from './indicator-panels.js';

const { serviceName } = GENERAL_LABEL;

/** Who has fallen silent, with the colours of vitals.yaml. */
export const longestSilence = (config: VitalsConfig): StatPanel =>
  indicatorStat(config, {
    indicator: 'resources.staleness',
    id: 'longest-silence',
    title: 'Telemetry missing, the longest',
    description:
      'Time since the last metric of a service, once it has reported for three minutes. Good is below 20 s; what stopped is down, hangs or cannot reach the Collector.',
    width: 6,
    matchers: [ofService],
    links: [{ title: 'Runbook', path: '/runbooks/TelemetryMissing' }],
  });

/** How much of its one core a process uses, with the limits of vitals.yaml. */
export const processCpu = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'resources.processCpu',
    id: 'process-cpu',
    title: 'CPU by process',
    description:
      'Cores that a Node process uses: it runs JavaScript on one. Good is well below 1; at 1 requests wait.',
    width: 12,
    matchers: [ofService],
    links: [{ title: 'Runbook', path: '/runbooks/ProcessCpuHigh' }],
  });

/** How late Node is, with the limits of vitals.yaml. */
export const eventLoop = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'resources.eventLoopDelay',
    id: 'event-loop',
    title: 'Event loop delay, p99',
    description:
      'How late Node runs what is due, by service. Good is under 50 ms; more means that computation blocks requests.',
    width: 12,
    matchers: [ofService],
    links: [{ title: 'Which requests are slow?', dashboard: 'apis', keep: ['service'] }],
  });

export const processMemory: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'process-memory',
  title: 'Memory by process',
  description:
    'Resident memory of the largest process of each service. Good is flat, or a saw whose lows are: lows that rise are a leak.',
  width: 12,
  unit: 'bytes',
  queries: [
    {
      expr: largest(`max by (${serviceName}) (${selector(GENERAL.processMemory, ofService)})`),
      legend: `{{${serviceName}}}`,
    },
  ],
  links: [{ title: 'Runbook', path: '/runbooks/ProcessMemoryGrowing' }],
};

/** How fast memory grows, with the limits of vitals.yaml. */
export const memoryGrowth = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'resources.memoryGrowth',
    id: 'memory-growth',
    title: 'Memory growth by process',
    description:
      'Lesser of two growths in a row, once a process has run for five minutes. Good is around 0.',
    width: 12,
    matchers: [ofService],
    links: [{ title: 'Runbook', path: '/runbooks/ProcessMemoryGrowing' }],
  });
