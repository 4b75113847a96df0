import type { Measurement } from './measurement.js';

/** Fewer calls in a minute than this say little: one failure of two is no outage. */
const ENOUGH_CALLS = 5;

/** A part of something and the whole of it, as counts of an item in a window such as `1m`. */
export interface RatioOptions {
  /** Series of the indicator; those that it reads are named after it. */
  readonly series: string;
  readonly part: (window: string) => string;
  readonly whole: (window: string) => string;
}

/**
 * A part over the whole, in the last minute, or in the last five where calls are few. It is 0 where
 * there is no part, and absent where there was nothing in five minutes.
 */
export function ratio({ series, part, whole }: RatioOptions): Measurement {
  const windows = ['1m', '5m'] as const;
  const count = (of: 'part' | 'whole', window: string): string => `${series}:${of}${window}`;
  const over = (window: string, atLeast: string): string =>
    `(${count('part', window)} or ${count('whole', window)} * 0) / (${count('whole', window)} ${atLeast})`;
  return {
    pace: 'fast',
    reads: windows.flatMap((window) => [
      { record: count('whole', window), expr: whole(window), pace: 'fast' },
      { record: count('part', window), expr: part(window), pace: 'fast' },
    ]),
    expr: `${over('1m', `>= ${ENOUGH_CALLS}`)}\nor ${over('5m', '> 0')}`,
  };
}
