import { selector } from '../promql.js';
import type { Side } from './sides.js';

/** What is recorded of calls, window after window: `prometheus/src/comparison`. */
const SERIES = {
  calls: 'vitals:calls:count',
  failed: 'vitals:calls:failed',
  cost: 'vitals:calls:cost',
  succeeded: 'vitals:call_seconds:count',
  seconds: 'vitals:call_seconds:sum',
  secondsSquared: 'vitals:call_seconds:squares',
  durations: 'vitals:call_seconds:histogram',
  answers: 'vitals:call_tokens:count',
  tokens: 'vitals:call_tokens:sum',
  tokensSquared: 'vitals:call_tokens:squares',
  scored: 'vitals:scores:count',
  scores: 'vitals:scores:sum',
} as const;

export type Recorded = keyof typeof SERIES;

/** How often it is recorded, in seconds: with finer points some would have nothing. */
export const STEP_SECONDS = 300;

/** Finds the windows that are meant for a length of time. */
const meantFor = (length: string): string => `lengths=~"(.* )?${length}( .*)?"`;

/** @param length one of the times for which the windows are meant that are summed up */
const over = (
  range: string,
  length: string,
  by: string,
  of: Recorded,
  { matchers, offset }: Pick<Side, 'matchers' | 'offset'>,
): string =>
  `sum${by && ` by (${by})`} (sum_over_time(${selector(SERIES[of], meantFor(length), ...matchers)}[${range}]${offset}))`;

/** Everything of a side within the chosen time. */
export const total = (by: string, of: Recorded, side: Side): string =>
  over('$length', '$length', by, of, side);

/** What a side had between a point of a graph and the one before. */
export const between = (by: string, of: Recorded, side: Side): string =>
  over('$__interval', '1h', by, of, side);

/** Everything that matches within the time that is chosen for the dashboard. */
export const inRange = (by: string, of: Recorded, ...matchers: readonly string[]): string =>
  over('$__range', '15m', by, of, { matchers, offset: '' });

/**
 * A query of {@link inRange} for many days: it adds up windows of hours, and leaves the hour out that is
 * not over.
 */
export const inDays = (expr: string): string => expr.replaceAll(meantFor('15m'), meantFor('30d'));
