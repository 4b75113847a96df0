import { byLabels } from '../by-labels.js';
import { dashboardLink } from '../dashboard-link.js';
import { priceListOf, undated } from '../model-families.js';
import { answeredCalls, increaseOf, LABEL, metric, sumBy } from '../names.js';
import { monthly } from '../observation-window.js';
import type { Rule } from '../rule.js';
import { atMost, confidenceOf } from '../statistics.js';
import { listPrice } from '../token-mix.js';
import { count, duration, percent, usd } from '../wording.js';

/**
 * From how many tokens on, and for how many seconds without use, providers keep a prefix:
 * https://platform.openai.com/docs/guides/prompt-caching,
 * https://docs.claude.com/en/docs/build-with-claude/prompt-caching
 */
const CACHE = { leastTokens: 1024, keptSeconds: 300 } as const;
const LEAST_CALLS = 100;
const LOW_SHARE = 0.3;
/** A prompt whose length changes more than this, relative to its mean, is mostly not the same text. */
const STABLE_WITHIN = 0.3;
/** From this share on, an agent shows what share the others can reach. */
const GOOD_SHARE = 0.5;
/** What to expect where no other agent shows it: half of a prompt is instructions and tools. */
const ASSUMED_SHARE = 0.5;
const LEAST_USD_PER_MONTH = 1;

/** What has to be done for a provider to cache. */
const ADVICE: Readonly<Record<string, string>> = {
  openai:
    'The provider caches by itself what it has seen at the very beginning of a prompt: put what changes from call to call (the time, an id, the question) behind the instructions, and keep the tools in one order.',
  anthropic:
    'Mark the end of what stays the same with cache_control, and put what changes from call to call behind it.',
  google:
    'Put what stays the same first, so that implicit caching finds it, or keep it in an explicit cache.',
};
const GENERAL_ADVICE =
  'Put what stays the same first and what changes from call to call behind it, and turn the provider’s caching on.';

const KEYS = [LABEL.service, LABEL.agent, LABEL.prompt, LABEL.provider, LABEL.model] as const;
const rateOf = (expression: string): string => sumBy(KEYS, expression);
const LENGTH = `${rateOf(`rate(${metric('inputTokens')}[$range])`)} / (${rateOf(`histogram_count(rate(${metric('inferenceDuration')}{${LABEL.errorType}=""}[$range]))`)} > 0)`;

const queries = {
  calls: answeredCalls(KEYS),
  input: increaseOf('inputTokens', KEYS),
  cached: increaseOf('cacheReadInputTokens', KEYS),
  // How much the mean length of a prompt changes over time, in tokens.
  deviation: `stddev_over_time((${LENGTH})[$window:$sparse])`,
} as const;

/** Prompt caching where a long prompt is sent again and again and hardly any of it is cached. */
export const promptCaching: Rule<keyof typeof queries> = {
  id: 'prompt-caching',
  title: 'Prompt caching where the same long prefix is sent again',
  queries,
  decide(results, { window }) {
    const input = byLabels(results.input, KEYS);
    const cached = byLabels(results.cached, KEYS);
    const deviation = byLabels(results.deviation, KEYS);
    const rows = results.calls
      .filter(({ labels, value }) => value >= LEAST_CALLS && input.value(labels) > 0)
      .map(({ labels, value: calls }) => ({
        labels,
        calls,
        input: input.value(labels),
        share: cached.value(labels) / input.value(labels),
        provider: priceListOf(labels[LABEL.provider] ?? ''),
      }));
    return rows.flatMap((row) => {
      const { labels, calls, share, provider } = row;
      const tokens = row.input / calls;
      const gapSeconds = window.seconds / calls;
      const changes = deviation.has(labels) ? deviation.value(labels) / tokens : Infinity;
      const missed =
        tokens >= CACHE.leastTokens &&
        share < LOW_SHARE &&
        gapSeconds <= CACHE.keptSeconds &&
        changes <= STABLE_WITHIN;
      if (!missed) return [];
      const others = rows
        .filter((other) => other.provider === provider && other.share >= GOOD_SHARE)
        .map((other) => other.share)
        .sort((a, b) => a - b);
      const shown = others[Math.floor(others.length / 2)];
      const reachable = shown ?? ASSUMED_SHARE;
      const model = labels[LABEL.model] ?? '';
      const cost = (cachedShare: number): number | undefined =>
        listPrice(provider, undated(model), {
          calls,
          input: row.input,
          cached: cachedShare * row.input,
          output: 0,
        });
      const saving = monthly((cost(share) ?? 0) - (cost(reachable) ?? 0), window);
      if (saving < LEAST_USD_PER_MONTH) return [];
      const agent = labels[LABEL.agent] ?? '';
      const prompt = labels[LABEL.prompt] ?? '';
      const subject = agent || prompt || (labels[LABEL.service] ?? '');
      const basis =
        shown === undefined
          ? `If half of it were found there (an assumption: no other prompt here is cached)`
          : `If ${percent(reachable)} of it were found there, as it is for the other prompts of this provider (median of ${others.length})`;
      return [
        {
          key: KEYS.map((key) => labels[key] ?? '').join('/'),
          title: `Let the provider cache the prompt of ${subject}`,
          subject,
          detail: `${subject} sends ${count(tokens)} input tokens to ${model} every ${duration(gapSeconds)} (${count(calls)} calls in ${window.words}); the length varies by ${percent(changes)} only, so most of it is probably the same text, but ${share === 0 ? 'none' : `only ${percent(share)}`} of it comes from the provider’s cache. ${basis}, input would cost ${usd(saving)} a month less at list prices. ${ADVICE[provider] ?? GENERAL_ADVICE}`,
          gain: { kind: 'USD per month', amount: saving },
          // That the beginning is the same is likely, not measured; a named prompt makes it likelier.
          confidence: atMost(
            confidenceOf(calls, window),
            prompt !== '' && shown !== undefined ? 'high' : 'medium',
          ),
          evidence: {
            query: 'cached',
            values: {
              calls,
              inputTokensPerCall: tokens,
              cachedShare: share,
              cachedShareOfOthers: reachable,
              secondsBetweenCalls: gapSeconds,
              variation: changes,
              savingPerMonth: saving,
            },
          },
          link: dashboardLink('llm-usage', { agent }),
        },
      ];
    });
  },
};
