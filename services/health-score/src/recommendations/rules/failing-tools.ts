import { INDICATORS, judgementOf } from '@agent-vitals/config';
import { byLabels } from '../by-labels.js';
import { dashboardLink } from '../dashboard-link.js';
import { answeredCalls, increaseOf, LABEL, metric, sumBy } from '../names.js';
import { hourly, monthly } from '../observation-window.js';
import type { Rule } from '../rule.js';
import { confidenceOf, shareInterval } from '../statistics.js';
import { count, duration, percent, usd } from '../wording.js';

const LEAST_FAILURES = 5;

const AGENT = [LABEL.service, LABEL.agent] as const;
const KEYS = [...AGENT, LABEL.tool] as const;
const DURATION = metric('executeToolDuration');
const FAILED = sumBy(
  KEYS,
  `increase(${DURATION}{${LABEL.errorType}!="",${LABEL.errorType}!="cancelled"}[$window])`,
);

const queries = {
  failures: `histogram_count(${FAILED})`,
  seconds: `histogram_sum(${FAILED})`,
  toolCalls: `histogram_count(${sumBy(KEYS, `increase(${DURATION}[$window])`)})`,
  modelCalls: answeredCalls(AGENT),
  cost: increaseOf('llmCost', AGENT),
} as const;

/** Tools that fail, with the price of the calls to models that asked for them. */
export const failingTools: Rule<keyof typeof queries> = {
  id: 'failing-tools',
  title: 'Tools that fail',
  queries,
  decide(results, { config, window }) {
    const seconds = byLabels(results.seconds, KEYS);
    const toolCalls = byLabels(results.toolCalls, KEYS);
    const modelCalls = byLabels(results.modelCalls, AGENT);
    const cost = byLabels(results.cost, AGENT);
    return results.failures.flatMap(({ labels, value: failures }) => {
      const [agent, tool] = [labels[LABEL.agent] ?? '', labels[LABEL.tool] ?? ''];
      const all = toolCalls.value(labels);
      const share = shareInterval(failures, all);
      const { warning } = judgementOf(config, INDICATORS['agents.toolErrorRatio'], {
        item: agent,
        service: labels[LABEL.service] ?? '',
      });
      if (failures < LEAST_FAILURES || share.low < warning) return [];
      const calls = modelCalls.value(labels);
      const perCall = calls > 0 ? cost.value(labels) / calls : 0;
      const wasted = monthly(failures * perCall, window);
      const price =
        wasted > 0
          ? ` Each was asked for by a call to a model of ${usd(perCall)}: ${usd(wasted)} a month at this rate.`
          : '';
      const of = agent === '' ? '' : ` of ${agent}`;
      return [
        {
          key: KEYS.map((key) => labels[key] ?? '').join('/'),
          title: `Repair ${tool}${of}`,
          subject: tool,
          detail: `${count(failures)} of ${count(all)} calls to the tool ${tool}${of} failed in ${window.words} (${percent(failures / all)}; 95 % interval ${percent(share.low)} to ${percent(share.high)}) and took ${duration(seconds.value(labels))}.${price} Look at the error in a trace. Where the model's arguments are wrong, say in the tool's description what they must be, and answer with what was wrong instead of failing; where the tool is, retry it in the tool, not through the model.`,
          gain: { kind: 'failures per hour', amount: hourly(failures, window) },
          confidence: confidenceOf(all, window),
          evidence: {
            query: 'failures',
            values: { failures, toolCalls: all, costPerModelCall: perCall, wastedPerMonth: wasted },
          },
          link: dashboardLink('agents', { agent }),
        },
      ];
    });
  },
};
