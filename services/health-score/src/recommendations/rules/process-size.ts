import { INDICATORS, judgementOf } from '@agent-vitals/config';
import { GENERAL } from '@agent-vitals/instrumentation/general-semconv';
import { byLabels } from '../by-labels.js';
import { dashboardLink } from '../dashboard-link.js';
import { LABEL, sumBy } from '../names.js';
import type { Finding, Rule } from '../rule.js';
import { bytes, count, percent } from '../wording.js';

const PROCESS = [LABEL.service, LABEL.instance, LABEL.host] as const;
const SERVICE = [LABEL.service] as const;
const HOST = [LABEL.host] as const;
const CORES = sumBy(PROCESS, `rate(${GENERAL.processCpuTime}[$range])`);

const queries = {
  cores: `quantile_over_time(0.95, (${CORES})[$window:$step])`,
  looks: `count_over_time((${CORES})[$window:$step])`,
  memory: `max by (${PROCESS.join(', ')}) (quantile_over_time(0.95, ${GENERAL.processMemory}[$window]))`,
  memoryLimit: `max by (${LABEL.host}) (${GENERAL.memoryLimit})`,
  // Processes that run now: an earlier one says nothing of how many are needed.
  instances: `count by (${LABEL.service}) (group by (${SERVICE.join(', ')}, ${LABEL.instance}) (${GENERAL.processMemory}))`,
  coresOfService: `quantile_over_time(0.95, (${sumBy(SERVICE, `rate(${GENERAL.processCpuTime}[$range])`)})[$window:$step])`,
} as const;
type Query = keyof typeof queries;

const LEAST_LOOKS = 10;
/** A process beyond this share of its host's memory leaves too little for a second one beside it at a restart. */
const MOST_MEMORY = 0.5;
/** Fewer than two processes of a service cannot be restarted one after the other. */
const LEAST_INSTANCES = 2;
/** What a process may use of its core on busy minutes and still answer at once. */
const TARGET_CORES = 0.5;

/** Processes with more or less CPU and memory than they need. */
export const processSize: Rule<Query> = {
  id: 'process-size',
  title: 'Over- and under-provisioned processes',
  queries,
  decide(results, { config, window }) {
    const looks = byLabels(results.looks, PROCESS);
    const limit = byLabels(results.memoryLimit, HOST);
    const total = byLabels(results.coresOfService, SERVICE);
    const link = dashboardLink('resources');

    const busy = results.cores.flatMap(({ labels, value: used }): Finding<Query>[] => {
      const service = labels[LABEL.service] ?? '';
      const { warning } = judgementOf(config, INDICATORS['resources.processCpu'], {
        item: service,
        service,
      });
      if (looks.value(labels) < LEAST_LOOKS || used < warning) return [];
      return [
        {
          key: `cpu/${service}/${labels[LABEL.instance]}`,
          title: `Run ${service} in more processes`,
          subject: service,
          detail: `In 95 of 100 looks of ${window.words}, a process of ${service} used up to ${used.toFixed(2)} cores. Node runs JavaScript on one, so requests wait for each other. Find what uses it first (a CPU profile); if it is the work, run ${count(Math.max(2, Math.ceil(used / TARGET_CORES)))} processes.`,
          gain: { kind: 'ratio', amount: used - TARGET_CORES },
          confidence: window.seconds >= 21_600 ? 'high' : window.seconds >= 1800 ? 'medium' : 'low',
          evidence: { query: 'cores', values: { cores: used, looks: looks.value(labels) } },
          link,
        },
      ];
    });

    const large = results.memory.flatMap(({ labels, value: used }): Finding<Query>[] => {
      const service = labels[LABEL.service] ?? '';
      const size = limit.value(labels);
      if (size <= 0 || used / size < MOST_MEMORY) return [];
      return [
        {
          key: `memory/${service}/${labels[LABEL.instance]}`,
          title: `Less memory for ${service}`,
          subject: service,
          detail: `A process of ${service} holds ${bytes(used)}, ${percent(used / size)} of the memory of ${labels[LABEL.host]} (${bytes(size)}). Bound its caches and queues, or give it a larger host.`,
          gain: { kind: 'ratio', amount: used / size - MOST_MEMORY },
          confidence: window.seconds >= 1800 ? 'medium' : 'low',
          evidence: { query: 'memory', values: { bytes: used, limit: size } },
          link,
        },
      ];
    });

    const idle = results.instances.flatMap(({ labels, value: instances }): Finding<Query>[] => {
      const service = labels[LABEL.service] ?? '';
      const used = total.value(labels);
      const wanted = Math.max(LEAST_INSTANCES, Math.ceil(used / TARGET_CORES));
      // Less than a day does not have the busiest hour in it.
      if (window.seconds < 86_400 || wanted >= instances) return [];
      return [
        {
          key: `instances/${service}`,
          title: `Fewer processes of ${service}`,
          subject: service,
          detail: `${count(instances)} processes of ${service} together used up to ${used.toFixed(2)} cores in 95 of 100 looks of ${window.words}. ${count(wanted)} would hold that with half of a core each to spare, if memory and connections allow it. Check that the day had your busiest hour in it.`,
          gain: { kind: 'ratio', amount: 1 - wanted / instances },
          confidence: 'medium',
          evidence: { query: 'coresOfService', values: { instances, cores: used, wanted } },
          link,
        },
      ];
    });
    return [...busy, ...large, ...idle];
  },
};
