import type { Measurement } from './measurement.js';
import { counted, observations, type Source } from './source.js';
import { hasStopped, type Window } from './window.js';

/** Few calls in a minute say little: one failure of two is no outage. */
const MINUTE: Window = { span: '1m', atLeast: 5 };
/** For few calls, and for metrics that arrive less often than Prometheus needs to see a minute. */
const FIVE_MINUTES: Window = { span: '5m', atLeast: 1 };
/** How many of the part there were in five minutes, to the very number. */
export const countedPart = (series: string): string => `${series}:counted5m`;

/** Calls of the five minutes that had most of them, in the last two hours. */
export const busiest = (series: string): string => `${series}:busiest5m`;

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
  const stopped = hasStopped(MINUTE, FIVE_MINUTES, (span) => count('whole', span));
  return {
    pace: 'fast',
    failures: { part, whole, kind, restrict, ...(first && { first }) },
    reads: [
      ...windows.flatMap(({ span }): Measurement['reads'] & {} => [
        { record: count('whole', span), expr: restrict(observations(whole, span)), pace: 'fast' },
        { record: count('part', span), expr: observations(part, span), pace: 'fast' },
      ]),
      { record: countedPart(series), expr: counted(part, FIVE_MINUTES.span), pace: 'fast' },
      {
        record: busiest(series),
        expr: `max_over_time(${count('whole', FIVE_MINUTES.span)}[2h])`,
        pace: 'slow',
      },
    ],
    expr: `${windows
      .map(
        ({ span, atLeast }) =>
          `(${count('part', span)} or ${count('whole', span)} * 0) / (${count('whole', span)} >= ${atLeast})`,
      )
      .join('\nor ')} unless ${stopped}`,
  };
}
