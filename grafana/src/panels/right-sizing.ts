import { GENERAL, GENERAL_LABEL, INDICATOR_LABEL, recorded } from '../metrics.js';
import type { TablePanel } from '../model.js';
import { chosen, ofItem, ofService, selector } from '../promql.js';

const { hostName, serviceInstance, serviceName } = GENERAL_LABEL;
const { item } = INDICATOR_LABEL;

/** Where 95 of 100 looks should lie below, as in the recommendations: the rest is for peaks. */
const TARGET = 0.6;

/** What a host uses of a resource, but for its busiest twentieth of the time. */
const used = (indicator: 'resources.cpu' | 'resources.memory'): string =>
  `max by (${item}) (quantile_over_time(0.95, ${selector(recorded(indicator), ofItem('host'))}[$__range]))`;

const sizeOf = (metric: string): string =>
  `max by (${item}) (label_join(${selector(metric, chosen(hostName, 'host'))}, "${item}", "", "${hostName}"))`;

/** What is left of a size when what is used is at the target. */
const spare = (size: string, part: string, step: number): string =>
  `clamp_min(${size} - ceil(${size} * ${part} / ${TARGET} / ${step}) * ${step}, 0)`;

const [cpu, memory] = [used('resources.cpu'), used('resources.memory')];
const [cores, bytes] = [sizeOf(GENERAL.cpuCount), sizeOf(GENERAL.memoryLimit)];

export const hostSizes: TablePanel = {
  kind: 'table',
  id: 'host-sizes',
  title: 'Are the hosts of the right size?',
  description:
    'CPU and memory that each host used for 95 % of the chosen time, and what it could give back if that were 60 % of a smaller one. Good is about 60 % used; choose a week, or at least a time with the busiest hour in it.',
  width: 14,
  rows: { label: item, title: 'Host' },
  columns: [
    { title: 'CPU used, p95', unit: 'ratio', expr: cpu },
    { title: 'Of cores', unit: 'count', expr: cores },
    { title: 'Cores to spare', unit: 'count', expr: spare(cores, cpu, 1) },
    { title: 'Memory used, p95', unit: 'ratio', expr: memory },
    { title: 'Of memory', unit: 'bytes', expr: bytes },
    { title: 'Memory to spare', unit: 'bytes', expr: spare(bytes, memory, 2 ** 30) },
  ],
  links: [{ title: 'What is recommended?', path: '/' }],
};

const coresOfProcess = `max by (${serviceName}) (quantile_over_time(0.95, ${selector(recorded('resources.processCpu'), ofService)}[$__range]))`;
const processes = `count by (${serviceName}) (group by (${serviceName}, ${serviceInstance}) (${selector(GENERAL.processMemory, ofService)}))`;

/** What a process may use of its core on busy minutes and still answer at once. */
const TARGET_CORES = 0.5;

export const processSizes: TablePanel = {
  kind: 'table',
  id: 'process-sizes',
  title: 'Are there as many processes as needed?',
  description:
    'What the busiest and the largest process of each Node service used for 95 % of the chosen time, and how many processes would do the work at half of a core each. Good is about half of a core; two processes can be restarted one after the other.',
  width: 10,
  rows: { label: serviceName, title: 'Service' },
  columns: [
    { title: 'Cores used, p95', unit: 'cores', expr: coresOfProcess },
    {
      title: 'Memory, p95',
      unit: 'bytes',
      expr: `max by (${serviceName}) (quantile_over_time(0.95, ${selector(GENERAL.processMemory, ofService)}[$__range]))`,
    },
    { title: 'Processes', unit: 'count', expr: processes },
    {
      title: 'Needed',
      unit: 'count',
      expr: `clamp_min(ceil(${processes} * ${coresOfProcess} / ${TARGET_CORES}), 1)`,
    },
  ],
  links: [{ title: 'What is recommended?', path: '/' }],
};
