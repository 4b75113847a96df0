import { INDICATORS, judgementOf, LOOP_CALLS } from '@agent-vitals/config';
import { byLabels } from '../by-labels.js';
import { dashboardLink } from '../dashboard-link.js';
import { answeredCalls, increaseOf, LABEL, metric, sumBy } from '../names.js';
import { hourly, monthly } from '../observation-window.js';
import type { Rule } from '../rule.js';
import { confidenceOf, shareInterval } from '../statistics.js';
import { count, percent, usd } from '../wording.js';

const LEAST_INVOCATIONS = 10;
/** The share of looping invocations from which on it is no single accident. */
const LEAST_SHARE = 0.005;

const KEYS = [LABEL.service, LABEL.agent] as const;
const CALLS = sumBy(KEYS, `increase(${metric('invokeAgentInferenceCalls')}[$window])`);

const queries = {
  invocations: `histogram_count(${CALLS})`,
  looping: `histogram_fraction(${LOOP_CALLS}, +Inf, ${CALLS})`,
  median: `histogram_quantile(0.5, ${CALLS})`,
  highest: `histogram_quantile(0.99, ${CALLS})`,
  calls: answeredCalls(KEYS),
  cost: increaseOf('llmCost', KEYS),
} as const;

/** Agents that ask the model again and again within one invocation. */
export const agentLoop: Rule<keyof typeof queries> = {
  id: 'agent-loop',
  title: 'Agents that loop',
  queries,
  decide(results, { config, window }) {
    const looping = byLabels(results.looping, KEYS);
    const median = byLabels(results.median, KEYS);
    const highest = byLabels(results.highest, KEYS);
    const calls = byLabels(results.calls, KEYS);
    const cost = byLabels(results.cost, KEYS);
    return results.invocations.flatMap(({ labels, value: invocations }) => {
      const agent = labels[LABEL.agent] ?? '';
      const service = labels[LABEL.service] ?? '';
      const share = looping.value(labels);
      const loops = share * invocations;
      const { critical } = judgementOf(config, INDICATORS['agents.callsPerInvocation'], {
        item: agent,
        service,
      });
      // Somebody said that so many calls are well for this agent.
      if (critical > LOOP_CALLS) return [];
      if (invocations < LEAST_INVOCATIONS || loops < 1) return [];
      if (shareInterval(loops, invocations).low < LEAST_SHARE) return [];
      const usual = median.value(labels);
      const perCall = calls.value(labels) > 0 ? cost.value(labels) / calls.value(labels) : 0;
      const wasted = monthly(loops * Math.max(0, LOOP_CALLS - usual) * perCall, window);
      const price = wasted > 0 ? `, at least ${usd(wasted)} a month at this rate` : '';
      return [
        {
          key: `${service}/${agent}`,
          title: `Bound the loop of ${agent}`,
          subject: agent,
          detail: `${count(loops)} of ${count(invocations)} invocations of ${agent} in ${window.words} (${percent(share)}) called the model more than ${LOOP_CALLS} times; half of them need ${count(usual)} calls at most, and one in a hundred ${count(highest.value(labels))} and more${price}. Open the trace of a long one: does the agent get what its tools answered, and does a tool answer the same again? Give it a limit of turns near what it needs, and let it stop when it repeats a call.`,
          gain:
            wasted > 0
              ? { kind: 'USD per month', amount: wasted }
              : { kind: 'failures per hour', amount: hourly(loops, window) },
          confidence: confidenceOf(invocations, window),
          evidence: {
            query: 'looping',
            values: { invocations, loopingShare: share, medianCalls: usual, costPerCall: perCall },
          },
          link: dashboardLink('agents', { agent }),
        },
      ];
    });
  },
};
