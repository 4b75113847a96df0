import type { IndicatorKey, VitalsConfig } from '@agent-vitals/config';
import { GENERAL, GENERAL_LABEL } from '../metrics.js';
import type { StatPanel, TimeSeriesPanel } from '../model.js';
import { chosen, counterRate, largest, ofItem } from '../promql.js';
import { indicatorLines, indicatorStat } from './indicator-panels.js';

const { device, direction, hostName } = GENERAL_LABEL;
const ofHost = chosen(hostName, 'host');
const ofHostItem = [ofItem('host')] as const;

/** The machine's CPU, with the colours of vitals.yaml. */
export const fullestCpu = (config: VitalsConfig): StatPanel =>
  indicatorStat(config, {
    indicator: 'resources.cpu',
    id: 'fullest-cpu',
    title: 'CPU of the busiest host',
    description: 'Mean of the last five minutes. Good leaves room for a peak.',
    width: 6,
    matchers: ofHostItem,
    links: [{ title: 'Runbook', path: '/runbooks/HostCpuHigh' }],
  });

/** The machine's memory, with the colours of vitals.yaml. */
export const fullestMemory = (config: VitalsConfig): StatPanel =>
  indicatorStat(config, {
    indicator: 'resources.memory',
    id: 'fullest-memory',
    title: 'Memory of the fullest host',
    description:
      'Share in use, without what can be given back. Good leaves room: where it ends, processes are killed.',
    width: 6,
    matchers: ofHostItem,
    links: [{ title: 'Runbook', path: '/runbooks/HostMemoryHigh' }],
  });

/** The machine's disks, with the colours of vitals.yaml. */
export const fullestDisk = (config: VitalsConfig): StatPanel =>
  indicatorStat(config, {
    indicator: 'resources.disk',
    id: 'fullest-disk',
    title: 'Fullest disk',
    description: 'Share of the fullest file system in use. Good leaves room for weeks.',
    width: 6,
    matchers: ofHostItem,
    links: [{ title: 'Runbook', path: '/runbooks/HostDiskAlmostFull' }],
  });

const line =
  (
    indicator: IndicatorKey,
    panel: Pick<TimeSeriesPanel, 'id' | 'title' | 'description' | 'links'>,
  ): ((config: VitalsConfig) => TimeSeriesPanel) =>
  (config) =>
    indicatorLines(config, { ...panel, indicator, width: 12, matchers: ofHostItem });

export const hostCpu: (config: VitalsConfig) => TimeSeriesPanel = line('resources.cpu', {
  id: 'host-cpu',
  title: 'CPU by host',
  description:
    'Mean share of all cores, over five minutes. Good leaves room; where it is full for minutes everything slows down.',
  links: [{ title: 'Who waits for it?', dashboard: 'agents' }],
});

export const hostMemory: (config: VitalsConfig) => TimeSeriesPanel = line('resources.memory', {
  id: 'host-memory',
  title: 'Memory by host',
  description:
    'Share in use. Good is flat; what only rises is a leak of a process below, or too much at a time.',
  links: [{ title: 'Runbook', path: '/runbooks/HostMemoryHigh' }],
});

export const hostDisk: (config: VitalsConfig) => TimeSeriesPanel = line('resources.disk', {
  id: 'host-disk',
  title: 'Fullest disk by host',
  description:
    'Share of the fullest file system in use. Good stays far below 100 %, however slowly it rises.',
  links: [{ title: 'Is it the monitoring?', dashboard: 'pipeline' }],
});

export const networkErrors: (config: VitalsConfig) => TimeSeriesPanel = line(
  'resources.networkErrors',
  {
    id: 'network-errors',
    title: 'Network errors per minute by host',
    description: 'Packets that an interface could not send or receive. Good is 0.',
    links: [{ title: 'Runbook', path: '/runbooks/HostNetworkErrors' }],
  },
);

export const diskBusy: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'disk-busy',
  title: 'Disk busy',
  description:
    'Share of the time in which a device had something to do. Good is far below 100 %: there everything waits for it.',
  width: 12,
  unit: 'ratio',
  queries: [
    {
      expr: largest(`max by (${device}) (rate(${GENERAL.diskBusy}{${ofHost}}[$__rate_interval]))`),
      legend: `{{${device}}}`,
    },
  ],
  links: [{ title: 'Is it the database?', dashboard: 'database' }],
};

export const networkTraffic: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'network-traffic',
  title: 'Network traffic',
  description: 'Bytes per second by interface and direction. Good follows the requests.',
  width: 12,
  unit: 'bytes per second',
  queries: [
    {
      expr: largest(counterRate(GENERAL.networkIo, [device, direction], ofHost)),
      legend: `{{${device}}} {{${direction}}}`,
    },
  ],
  links: [{ title: 'Which requests?', dashboard: 'apis' }],
};
