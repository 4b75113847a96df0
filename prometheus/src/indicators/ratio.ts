import type { Measurement } from './measurement.js';
import { observations, type Source } from './source.js';

/** A window and how many calls it must hold to say something. */
export interface Window {
  /** Such as `1m`. */
  readonly span: string;
  readonly atLeast: number;
}

/** Few calls in a minute say little: one failure of two is no outage. */
const MINUTE: Window = { span: '1m', atLeast: 5 };
/** For few calls, and for metrics that arrive less often than Prometheus needs to see a minute. */
const FIVE_MINUTES: Window = { span: '5m', atLeast: 1 };
/** Of as many calls in five minutes, the last minute would have some if it were still called. */
const BUSY = 25;

/** For what others depend on: its failures must be seen no later than those that follow from them. */
export const AT_ONCE: Window = { span: '20s', atLeast: 20 };

/** A part of calls and all of them. */
export interface RatioOptions {
  /** Series of the indicator; those that it reads are named after it. */
  readonly series: string;
  readonly part: Source;
  readonly whole: Source;
  /** The label that tells of what kind a failure is. */
  readonly kind: string;
  /** Leaves out items of the whole. Default: none. */
  readonly restrict?: (expr: string) => string;
  /** A shorter window that is looked at first. Default: none. */
  readonly first?: Window;
}

/**
 * A part over the whole, in the last minute, or in the last five where calls are few. It is 0 where
 * there is no part, and absent where there was nothing in five minutes, or where many calls have
 * stopped: how they ended says nothing of now.
 */
export function ratio({
  series,
  part,
  whole,
  kind,
  first,
  restrict = (expr) => expr,
}: RatioOptions): Measurement {
  const windows = [...(first ? [first] : []), MINUTE, FIVE_MINUTES];
  const count = (of: 'part' | 'whole', span: string): string => `${series}:${of}${span}`;
  const stopped = `(${count('whole', MINUTE.span)} == 0 and ${count('whole', FIVE_MINUTES.span)} >= ${BUSY})`;
  return {
    pace: 'fast',
    failures: { part, whole, kind, restrict },
    reads: windows.flatMap(({ span }) => [
      { record: count('whole', span), expr: restrict(observations(whole, span)), pace: 'fast' },
      { record: count('part', span), expr: observations(part, span), pace: 'fast' },
    ]),
    expr: `${windows
      .map(
        ({ span, atLeast }) =>
          `(${count('part', span)} or ${count('whole', span)} * 0) / (${count('whole', span)} >= ${atLeast})`,
      )
      .join('\nor ')} unless ${stopped}`,
  };
}
