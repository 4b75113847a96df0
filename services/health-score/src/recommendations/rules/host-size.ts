import { GENERAL } from '@agent-vitals/instrumentation/general-semconv';
import type { Sample } from '@agent-vitals/worker/prometheus-client';
import { byLabels } from '../by-labels.js';
import { dashboardLink } from '../dashboard-link.js';
import { LABEL } from '../names.js';
import type { Finding, Rule } from '../rule.js';
import type { Confidence } from '../statistics.js';
import { bytes, percent } from '../wording.js';

const KEYS = [LABEL.host] as const;
const by = `by (${LABEL.host})`;
const CPU = `sum ${by} (${GENERAL.cpuUtilization}{${LABEL.state}!~"idle|wait"})`;
const MEMORY = `sum ${by} (${GENERAL.memoryUtilization}{${LABEL.state}="used"})`;

// A week where there is one: its busiest hours are what a machine is for. A look a minute is
// 10,080 for each host.
const queries = {
  looks: `count_over_time((${CPU})[1w:1m])`,
  cpu: `quantile_over_time(0.95, (${CPU})[1w:1m])`,
  cores: `max ${by} (${GENERAL.cpuCount})`,
  memory: `quantile_over_time(0.95, (${MEMORY})[1w:1m])`,
  memoryLimit: `max ${by} (${GENERAL.memoryLimit})`,
} as const;
type Query = keyof typeof queries;

/** Where 95 of 100 looks should lie below: what is left is for the other five, and for growth. */
const TARGET = 0.6;
const TOO_SMALL = 0.85;
const TOO_LARGE = 0.25;
/** Half an hour shows that it is too small now; only days show that it is never needed. */
const LEAST_LOOKS = { tooSmall: 30, tooLarge: 1440, aWeek: 7200 } as const;

/** A resource of a host, its size and how much of it is used. */
interface Resource {
  readonly name: string;
  readonly query: Query;
  readonly used: number;
  readonly size: number;
  readonly step: number;
  readonly text: (size: number) => string;
}

const cores = (size: number): string => `${size} ${size === 1 ? 'core' : 'cores'}`;

/** Machines with more or less CPU and memory than they need. */
export const hostSize: Rule<Query> = {
  id: 'host-size',
  title: 'Over- and under-provisioned hosts',
  queries,
  decide(results) {
    const of = (query: Query) => byLabels(results[query], KEYS);
    const [cpu, memory, coreCount, limit] = [
      of('cpu'),
      of('memory'),
      of('cores'),
      of('memoryLimit'),
    ];
    return results.looks.flatMap(({ labels, value: looks }) => {
      const resources: readonly Resource[] = [
        {
          name: 'CPU',
          query: 'cpu',
          used: cpu.value(labels),
          size: coreCount.value(labels),
          step: 1,
          text: cores,
        },
        {
          name: 'memory',
          query: 'memory',
          used: memory.value(labels),
          size: limit.value(labels),
          step: 2 ** 30,
          text: bytes,
        },
      ];
      return resources.flatMap((resource) => judge(resource, labels, looks));
    });
  },
};

function judge(
  { name, query, used, size, step, text }: Resource,
  labels: Sample['labels'],
  looks: number,
): readonly Finding<Query>[] {
  const host = labels[LABEL.host] ?? '';
  const wanted = Math.ceil((size * used) / TARGET / step) * step;
  const tooSmall = used > TOO_SMALL && looks >= LEAST_LOOKS.tooSmall;
  const tooLarge = used < TOO_LARGE && looks >= LEAST_LOOKS.tooLarge && wanted < size;
  if (size <= 0 || (!tooSmall && !tooLarge)) return [];
  const confidence: Confidence =
    looks >= LEAST_LOOKS.aWeek ? 'high' : looks >= LEAST_LOOKS.tooLarge ? 'medium' : 'low';
  const hours = Math.max(1, Math.round(looks / 60));
  const seen = `In 95 of 100 looks of ${hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`}, ${host} used up to ${percent(used)} of its ${text(size)} of ${name}`;
  return [
    {
      key: `${host}/${query}`,
      title: tooSmall ? `Give ${host} more ${name}` : `${host} needs less ${name}`,
      subject: host,
      detail: tooSmall
        ? `${seen}: the rest waits. With ${text(wanted)} it would be ${percent((size * used) / wanted)}. Look first for a process that uses more than it should.`
        : `${seen}. ${text(wanted)} would hold the same at ${percent((size * used) / wanted)}. Check that the time seen has your busiest day in it.`,
      gain: { kind: 'ratio', amount: tooSmall ? used - TARGET : 1 - wanted / size },
      confidence,
      evidence: { query, values: { used, size, wanted, looks } },
      link: dashboardLink('resources'),
    },
  ];
}
