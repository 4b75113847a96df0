import { GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import type { ErrorCategory } from '@agent-vitals/instrumentation/semconv';
import { BY, byItem, named } from './items.js';
import type { Measurement } from './measurement.js';
import { only, selector, total, type Source } from './source.js';

/** How long a number counts that is not told again; metrics arrive at least every 30 s. */
const FRESH = '45s';

/** What is open for longer than this was given up without being told so, as a stream that nobody reads to its end. */
const FORGOTTEN = '6h';

/** What is beyond the usual, because everything stands still for a moment now and then. */
const MORE_SECONDS = 5;

/** For how long nothing must have ended of what nothing is known yet. */
const UNKNOWN_SECONDS = 600;

/** Who gives up waiting, or is told to, has not come to an end. */
const ENDED = `${GENERAL_LABEL.errorType}!~"${(['timeout', 'cancelled'] satisfies ErrorCategory[]).join('|')}"`;

/** What begins and ends. */
export interface StalledOptions {
  /** Series of the indicator; those that it reads are named after it. */
  readonly series: string;
  /** A gauge of those that have begun and not ended. */
  readonly open: Source;
  /** A histogram of those that have ended. */
  readonly all: Source;
  /** Series of what one usually takes, in seconds. */
  readonly usual: string;
  /** How many times as long as usual nothing must have ended: calls that are slower than usual end. */
  readonly timesUsual: number;
  /** As many must be open: one that hangs is no outage. */
  readonly atLeast: number;
}

/**
 * For how long none of those that are open has ended. What ended is told from the counts of all
 * time, not from their increase in a window, so that it is seen at once at any interval of export.
 */
export function stalled({
  series,
  open,
  all,
  usual,
  timesUsual,
  atLeast,
}: StalledOptions): Measurement {
  const openSeries = `${series}:open`;
  const endedSeries = `${series}:ended`;
  const sourcesSeries = `${series}:sources`;
  const movedSeries = `${series}:moved_at`;
  const toldSeries = `${series}:told_at`;
  const ended = total(only(all, ENDED));
  const opens = selector(open);
  const recent = named(open.item, `last_over_time(${opens}[${FRESH}])`);
  const sources = byItem('count', recent);
  const by = BY.join(', ');
  const toldOf = (those: string): string => `${toldSeries} and on (${by}) (${those})`;
  return {
    pace: 'fast',
    reads: [
      {
        record: openSeries,
        pace: 'fast',
        expr: byItem('sum', recent),
      },
      {
        record: toldSeries,
        pace: 'fast',
        expr: byItem('max', named(open.item, `timestamp(${opens})`)),
      },
      {
        record: movedSeries,
        pace: 'fast',
        // When it was told that one ended; recorded counts are those of the evaluation before.
        expr: [
          toldOf(`${ended} != ${endedSeries}`),
          toldOf(`${ended} unless ${endedSeries}`),
          // What a process had open that a deployment ended is open until that is known.
          toldOf(`${sources} > ${sourcesSeries}`),
          toldOf(`${openSeries} - min_over_time(${openSeries}[${FORGOTTEN}]) < ${atLeast}`),
          movedSeries,
          toldOf(openSeries),
        ].join('\nor '),
      },
      { record: endedSeries, expr: ended, pace: 'fast' },
      { record: sourcesSeries, expr: sources, pace: 'fast' },
    ],
    // To the last that was heard: a process that is gone is not one that stalls.
    expr: `(${toldSeries} - ${movedSeries} and ${openSeries}) > ${MORE_SECONDS} + (${timesUsual} * ${usual} or ${openSeries} * 0 + ${UNKNOWN_SECONDS})\nor ${openSeries} * 0`,
  };
}
