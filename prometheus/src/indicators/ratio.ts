import type { Measurement } from './measurement.js';
import { hasStopped, type Window } from './window.js';

/** Few calls in a minute say little: one failure of two is no outage. */
const MINUTE: Window = { span: '1m', atLeast: 5 };
/** For few calls, and for metrics that arrive less often than Prometheus needs to see a minute. */
const FIVE_MINUTES: Window = { span: '5m', atLeast: 1 };
/** A part of something and the whole of it, as counts of an item in a window such as `1m`. */
export interface RatioOptions {
  /** Series of the indicator; those that it reads are named after it. */
  readonly series: string;
  readonly part: (window: string) => string;
  readonly whole: (window: string) => string;
  /** A shorter window that is looked at first. Default: none. */
  readonly first?: Window;
}

/**
 * A part over the whole, in the last minute, or in the last five where calls are few. It is 0 where
 * there is no part, and absent where there was nothing in five minutes, or where many calls have
 * stopped: how they ended says nothing of now.
 */
export function ratio({ series, part, whole, first }: RatioOptions): Measurement {
  const windows = [...(first ? [first] : []), MINUTE, FIVE_MINUTES];
  const count = (of: 'part' | 'whole', span: string): string => `${series}:${of}${span}`;
  const stopped = hasStopped(MINUTE, FIVE_MINUTES, (span) => count('whole', span));
  return {
    pace: 'fast',
    reads: windows.flatMap(({ span }) => [
      { record: count('whole', span), expr: whole(span), pace: 'fast' },
      { record: count('part', span), expr: part(span), pace: 'fast' },
    ]),
    expr: `${windows
      .map(
        ({ span, atLeast }) =>
          `(${count('part', span)} or ${count('whole', span)} * 0) / (${count('whole', span)} >= ${atLeast})`,
      )
      .join('\nor ')} unless ${stopped}`,
  };
}
