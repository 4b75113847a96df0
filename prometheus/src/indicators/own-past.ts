import type { Measurement } from './measurement.js';
import { hasStopped } from './window.js';

/** Fewer observations than this make no mean that could be compared. */
const ENOUGH_OBSERVATIONS = 5;

/** Fewer say something when nearly all of them are beyond the line. */
const FEW_OBSERVATIONS = 3;

/** What is usual of something that is called rarely is known from this window. */
const RARE = '30m';

/** What has as many in the longest window is not called rarely: that it has stopped says nothing of now. */
const OFTEN = 50;

/** Minutes with a mean without which nothing is known to be usual. */
const ENOUGH_MINUTES = 3;

/** A shorter window than that of now, where many are called. */
const AT_ONCE = '30s';

/** Where few are called, the shortest of these that holds some is most likely to hold nothing from before. */
const FEW_WINDOWS = ['1m', '2m', '5m'] as const;

/** The part of the observations that may be less than what is compared, where there are few. */
export const ALMOST_NONE = 0.25;

/** A mean that is compared with what it usually is: a sum and a count of an item in a window. */
export interface OwnPastOptions {
  /** Series of the indicator; those that it reads are named after it. */
  readonly series: string;
  readonly sum: (window: string) => string;
  readonly count: (window: string) => string;
  /**
   * The window of now, the one in its place where observations are few, and where they are rare.
   * Default: 1m, 5m and 15m.
   */
  readonly windows?: readonly [string, string, string];
  /**
   * So many more at what is usual are taken for observed in the longest window, which pulls the mean of
   * few to it: five answers that are a tenth worse may be so by chance, and five that are half as good
   * are not. Default: 0
   */
  readonly usualOnes?: number;
  /** For what is critical. Default: the same */
  readonly atOnce?: AtOnce;
  /** Brings together what is apart within an item. */
  readonly combine?: (expr: string) => string;
}

/** What is critical is told by a shorter mean, and by that of few where nearly all are about as slow. */
interface AtOnce {
  /** The value in a window below which {@link ALMOST_NONE} of them are. */
  readonly least: (window: string) => string;
}

/**
 * A recent mean as a multiple of what it usually was: the median of the means of each minute of
 * the last day, so that a fault of hours does not become usual, and that little data (three
 * minutes) is enough to begin with.
 */
export function againstOwnPast({
  series,
  sum,
  count,
  windows: [now, longer, longest] = ['1m', '5m', '15m'],
  usualOnes = 0,
  atOnce,
  combine = (expr) => expr,
}: OwnPastOptions): Measurement {
  const recent = `${series}:recent`;
  // Sampled once a minute, which makes a day of it six times as cheap to look through.
  const minute = `${series}:minute`;
  const rare = `${series}:rare`;
  const usual = `${series}:usual`;
  const few = `${series}:few`;
  const counted = (window: string): string => `${series}:count${window}`;
  const mean = (window: string, observed: string = counted(window)): string =>
    `${sum(window)} / (${observed} >= ${ENOUGH_OBSERVATIONS})`;
  const ofRare = `(${count(longest)} < ${OFTEN} >= ${ENOUGH_OBSERVATIONS})`;
  const meanOfRare =
    usualOnes === 0
      ? `${sum(longest)} / ${ofRare}`
      : `(${sum(longest)} + ${usualOnes} * ${usual}) / (${ofRare} + ${usualOnes})`;
  const stopped = hasStopped(
    { span: now, atLeast: ENOUGH_OBSERVATIONS },
    { span: longer },
    counted,
  );
  return {
    pace: 'fast',
    reads: [
      { record: counted(now), expr: count(now), pace: 'fast' },
      { record: counted(longer), expr: count(longer), pace: 'fast' },
      // What is called rarely changes slowly, and long windows take long to read.
      { record: rare, expr: meanOfRare, pace: 'slow' },
      {
        record: recent,
        expr: `${mean(now)}\nor ${mean(longer)} unless ${stopped}\nor ${rare}`,
        pace: 'fast',
      },
      ...(atOnce
        ? [{ record: few, expr: meanOfFew(atOnce, { sum, count }), pace: 'fast' as const }]
        : []),
      { record: minute, expr: `${recent}\nor ${mean(RARE, count(RARE))}`, pace: 'slow' },
      {
        record: usual,
        expr: `quantile_over_time(0.5, ${minute}[1d]) and count_over_time(${minute}[1d]) >= ${ENOUGH_MINUTES}`,
        pace: 'slow',
      },
    ],
    expr: combine(`${recent} / (${usual} > 0)`),
    noisy: true,
    ...(atOnce && {
      now: combine(
        // Means of what is called rarely still hold what was before.
        `(${mean(AT_ONCE, count(AT_ONCE))}\nor ${few} > ${recent}\nor ${recent}\nor ${few}) / (${usual} > 0)`,
      ),
    }),
  };
}

/** What nearly all are beyond is at least this part of the mean that they are taken for. */
const LEAST_PART = 0.625;

/** The mean of the last few, where nearly all stand for it, and not one that took very long. */
const meanOfFew = (
  { least }: AtOnce,
  { sum, count }: Pick<OwnPastOptions, 'sum' | 'count'>,
): string =>
  FEW_WINDOWS.map((window) => {
    const few = `(${count(window)} >= ${FEW_OBSERVATIONS})`;
    const most = `${least(window)} / ${LEAST_PART}`;
    return `${sum(window)} / ${few} < ${most}\nor ${most} and ${few}`;
  }).join('\nor ');
