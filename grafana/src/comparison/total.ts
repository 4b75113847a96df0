import { selector } from '../promql.js';
import type { Side } from './sides.js';

/** What is recorded for every five minutes, by what its rows are: `prometheus/src/comparison`. */
const SERIES = {
  calls: 'vitals:calls:count5m',
  failed: 'vitals:calls:failed5m',
  cost: 'vitals:calls:cost5m',
  succeeded: 'vitals:call_seconds:count5m',
  seconds: 'vitals:call_seconds:sum5m',
  secondsSquared: 'vitals:call_seconds:squares5m',
  durations: 'vitals:call_seconds:histogram5m',
  answers: 'vitals:call_tokens:count5m',
  tokens: 'vitals:call_tokens:sum5m',
  tokensSquared: 'vitals:call_tokens:squares5m',
} as const;

export type Recorded = keyof typeof SERIES;

const over = (range: string, by: string, of: Recorded, { matchers, offset }: Side): string =>
  `sum${by && ` by (${by})`} (sum_over_time(${selector(SERIES[of], ...matchers)}[${range}]${offset}))`;

/** Everything of a side within the chosen time. */
export const total = (by: string, of: Recorded, side: Side): string =>
  over('$__range', by, of, side);

/** What a side had between a point of a graph and the one before. */
export const between = (by: string, of: Recorded, side: Side): string =>
  over('$__interval', by, of, side);
