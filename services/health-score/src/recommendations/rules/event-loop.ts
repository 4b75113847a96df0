import { INDICATORS, judgementOf } from '@agent-vitals/config';
import { GENERAL } from '@agent-vitals/instrumentation/general-semconv';
import { byLabels } from '../by-labels.js';
import { dashboardLink } from '../dashboard-link.js';
import { LABEL } from '../names.js';
import type { Rule } from '../rule.js';
import { duration, percent } from '../wording.js';

const KEYS = [LABEL.service, LABEL.instance] as const;
const maxBy = (expression: string): string => `max by (${KEYS.join(', ')}) (${expression})`;
const DELAY = GENERAL.eventLoopDelayP99;

const queries = {
  looks: maxBy(`count_over_time(${DELAY}[$window])`),
  // Of each export the p99; of these the median, so that a single pause at the start is none.
  delay: maxBy(`quantile_over_time(0.5, ${DELAY}[$window])`),
  utilization: maxBy(`avg_over_time(${GENERAL.eventLoopUtilization}[$window])`),
} as const;

const LEAST_LOOKS = 20;

/** Processes that block their event loop. */
export const eventLoop: Rule<keyof typeof queries> = {
  id: 'event-loop',
  title: 'Processes that block their event loop',
  queries,
  decide(results, { config, window }) {
    const looks = byLabels(results.looks, KEYS);
    const utilization = byLabels(results.utilization, KEYS);
    return results.delay.flatMap(({ labels, value: delay }) => {
      const service = labels[LABEL.service] ?? '';
      const { good } = judgementOf(config, INDICATORS['resources.eventLoopDelay'], {
        item: service,
        service,
      });
      if (looks.value(labels) < LEAST_LOOKS || !(delay > good)) return [];
      const busy = utilization.value(labels);
      return [
        {
          key: KEYS.map((key) => labels[key] ?? '').join('/'),
          title: `Unblock the event loop of ${service}`,
          subject: service,
          detail: `For half of ${window.words}, one in a hundred turns of the event loop of ${service} came ${duration(delay)} late or later, while it was busy for ${percent(busy)} of the time: something runs long without a pause, and every request waits for it. Take a CPU profile, and move what is found (parsing of large JSON, hashing, token counting) to a worker thread or into parts.`,
          gain: { kind: 'seconds per call', amount: delay },
          confidence: window.seconds >= 21_600 ? 'high' : window.seconds >= 1800 ? 'medium' : 'low',
          evidence: { query: 'delay', values: { delaySeconds: delay, utilization: busy } },
          link: dashboardLink('resources', { service }),
        },
      ];
    });
  },
};
