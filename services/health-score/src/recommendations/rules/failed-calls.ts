import { byLabels } from '../by-labels.js';
import { dashboardLink } from '../dashboard-link.js';
import { LABEL, metric, sumBy } from '../names.js';
import { hourly } from '../observation-window.js';
import type { Rule } from '../rule.js';
import { confidenceOf, shareInterval } from '../statistics.js';
import { count, duration, percent } from '../wording.js';

/** Surely above this share, failures are more than the odd one that a retry is for. */
const LEAST_SHARE = 0.01;
const LEAST_FAILURES = 5;

/** What to do about each kind of failure; a retry is right for some of them only. */
const ADVICE: Readonly<Record<string, string>> = {
  rate_limit:
    'Spread the calls (fewer at a time, a queue with a rate), honour Retry-After, and ask the provider for a higher limit: each retry counts against the limit too.',
  timeout:
    'Each attempt costs its whole timeout, and the provider may charge for it: stream long answers, ask for fewer output tokens, and set the timeout by the p99 of the successful calls.',
  server: 'Retry with growing pauses and a bound, and have a second model to turn to.',
  network: 'Look at the way to the provider: proxies, DNS, connections that are kept too long.',
  bad_request:
    'A retry gets the same answer: log the message of the error, and validate the request before it is sent (context length, schemas of tools).',
  auth: 'A retry gets the same answer: renew the key, or its permissions.',
  content_filter:
    'A retry gets the same answer: check the input before it is sent, and tell the user.',
};
const GENERAL_ADVICE = 'Look at the traces of the failed calls.';

const MODEL = [LABEL.provider, LABEL.model] as const;
const KIND = [...MODEL, LABEL.errorType] as const;
const DURATION = metric('inferenceDuration');
const FAILED = `${DURATION}{${LABEL.errorType}!="",${LABEL.errorType}!="cancelled"}`;
const failed = (labels: readonly string[]): string => sumBy(labels, `increase(${FAILED}[$window])`);

const queries = {
  failures: `histogram_count(${failed(KIND)})`,
  seconds: `histogram_sum(${failed(KIND)})`,
  calls: `histogram_count(${sumBy(MODEL, `increase(${DURATION}[$window])`)})`,
  agents: `count by (${KIND.join(', ')}) (histogram_count(${failed([...KIND, LABEL.agent])}) >= 1)`,
} as const;

/** Calls to models that fail, and the time that goes with them and with trying again. */
export const failedCalls: Rule<keyof typeof queries> = {
  id: 'failed-calls',
  title: 'Retries that cost',
  queries,
  decide(results, { window }) {
    const calls = byLabels(results.calls, MODEL);
    const seconds = byLabels(results.seconds, KIND);
    const agents = byLabels(results.agents, KIND);
    return results.failures.flatMap(({ labels, value: failures }) => {
      const all = calls.value(labels);
      const share = shareInterval(failures, all);
      if (failures < LEAST_FAILURES || share.low < LEAST_SHARE) return [];
      const model = labels[LABEL.model] ?? '';
      const kind = labels[LABEL.errorType] ?? '';
      const waited = seconds.value(labels);
      const affected = agents.value(labels);
      return [
        {
          key: KIND.map((key) => labels[key] ?? '').join('/'),
          title: `Fewer ${kind} failures of ${model}`,
          subject: model,
          detail: `${count(failures)} of ${count(all)} calls to ${model} in ${window.words} failed with ${kind} (${percent(failures / all)}; 95 % interval ${percent(share.low)} to ${percent(share.high)}), in ${count(affected)} ${affected === 1 ? 'agent' : 'agents'}. The failed attempts alone took ${duration(waited)}, ${duration(waited / failures)} each; pauses before retries come on top. ${ADVICE[kind] ?? GENERAL_ADVICE}`,
          gain: { kind: 'failures per hour', amount: hourly(failures, window) },
          confidence: confidenceOf(all, window),
          evidence: {
            query: 'failures',
            values: { failures, calls: all, secondsInFailedCalls: waited, agents: affected },
          },
          link: dashboardLink('llm-usage'),
        },
      ];
    });
  },
};
