import { ATTR, prometheusLabel } from '@agent-vitals/instrumentation/semconv';
import type { TimeRange } from './time-range.js';

/** Labels that tell what an answer is about. */
export const LABEL = {
  prompt: prometheusLabel(ATTR.promptName),
  version: prometheusLabel(ATTR.promptVersion),
  evaluation: prometheusLabel(ATTR.evaluationName),
  /** The prompt, where it is the item of an indicator. */
  item: 'item',
} as const;

/** How long a window is that prometheus/src/comparison records; each is there once by this label. */
export const WINDOW_SECONDS = 300;
const EACH_ONCE = 'lengths=~"(.* )?15m( .*)?"';
const MODEL_CALLS = 'activity="model calls"';
const OUTPUT = 'direction="output"';

/** What is summed over the windows: the series, and what tells it from others of the name. */
const SUMS = {
  calls: ['vitals:calls:count', MODEL_CALLS],
  failed: ['vitals:calls:failed', MODEL_CALLS],
  succeeded: ['vitals:call_seconds:count', MODEL_CALLS],
  seconds: ['vitals:call_seconds:sum', MODEL_CALLS],
  secondsSquared: ['vitals:call_seconds:squares', MODEL_CALLS],
  answers: ['vitals:call_tokens:count', OUTPUT],
  tokens: ['vitals:call_tokens:sum', OUTPUT],
  tokensSquared: ['vitals:call_tokens:squares', OUTPUT],
  cost: ['vitals:calls:cost'],
  invocations: ['vitals:invocations:count'],
  looping: ['vitals:invocations:looping'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The same of what answers scored, by evaluation. */
const SCORE_SUMS = {
  scored: ['vitals:scores:count'],
  scores: ['vitals:scores:sum'],
  scoresSquared: ['vitals:scores:squares'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What of a window is summed, of cost and successes in it. */
const PRODUCTS = {
  windows: (cost: string, successes: string) => `(${cost} + ${successes} > 0) ^ 0`,
  costSquared: (cost: string) => `${cost} ^ 2`,
  successesSquared: (_cost: string, successes: string) => `${successes} ^ 2`,
  products: (cost: string, successes: string) => `${cost} * ${successes}`,
} as const satisfies Readonly<Record<string, (cost: string, successes: string) => string>>;

/** What is asked. */
export type QueryName =
  | keyof typeof SUMS
  | keyof typeof SCORE_SUMS
  | keyof typeof PRODUCTS
  | 'firstWindow'
  | 'lastWindow'
  | 'since';

const BY_VERSION = `by (${LABEL.prompt}, ${LABEL.version})`;
const BY_EVALUATION = `by (${LABEL.prompt}, ${LABEL.version}, ${LABEL.evaluation})`;

/**
 * Queries for what the versions of prompts did, to be asked as of the end of the time.
 * @param promptName only of this one. Default: of all
 */
export function queriesOf(
  { from, to }: TimeRange,
  promptName?: string,
): Readonly<Record<QueryName, string>> {
  const range = `${Math.ceil((to - from) / 1000)}s`;
  const named = promptName === undefined ? '!=""' : `=${JSON.stringify(promptName)}`;
  const windows = ([series, ...matchers]: readonly string[]): string =>
    `${series}{${[EACH_ONCE, `${LABEL.prompt}${named}`, `${LABEL.version}!=""`, ...matchers].join(', ')}}`;
  const total =
    (by: string) =>
    (series: readonly string[]): string =>
      `sum ${by} (sum_over_time(${windows(series)}[${range}]))`;
  const each = (expr: string): string => `(${expr})[${range}:${WINDOW_SECONDS}s]`;

  // In a window one of the two may be missing.
  const ofWindow = (one: readonly string[], other: readonly string[]): string =>
    `(sum ${BY_VERSION} (${windows(one)}) or sum ${BY_VERSION} (${windows(other)}) * 0)`;
  const cost = ofWindow(SUMS.cost, SUMS.succeeded);
  const successes = ofWindow(SUMS.succeeded, SUMS.cost);

  const calls = windows(SUMS.calls);
  const used = each(`timestamp(${calls}) and ${calls} > 0`);
  return {
    ...mapped(SUMS, total(BY_VERSION)),
    ...mapped(SCORE_SUMS, total(BY_EVALUATION)),
    ...mapped(PRODUCTS, (of) => `sum_over_time(${each(of(cost, successes))})`),
    firstWindow: `min ${BY_VERSION} (min_over_time(${used}))`,
    lastWindow: `max ${BY_VERSION} (max_over_time(${used}))`,
    // Knows of versions that were used before the time too.
    since: `min by (${LABEL.item}, ${LABEL.version}) (min_over_time(vitals:prompt_version_since{${LABEL.item}${named}}[${range}]))`,
  };
}

const mapped = <Key extends string, From, To>(
  record: Readonly<Record<Key, From>>,
  map: (from: From) => To,
): Record<Key, To> =>
  Object.fromEntries(
    Object.entries<From>(record).map(([key, value]) => [key, map(value)]),
  ) as Record<Key, To>;
