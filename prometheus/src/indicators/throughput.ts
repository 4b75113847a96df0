import type { Measurement } from './measurement.js';
import { observations, type Source } from './source.js';

/** The hour around this time on other days, from the newest. */
const WEEKS = ['167h30m', '335h30m'] as const;
const DAYS = ['23h30m', '47h30m'] as const;

const TEN_MINUTES_AN_HOUR = 6;

/** Fewer in ten minutes than this come and go by chance. */
const ENOUGH = 10;

/** The series of how many there usually are in ten minutes at this time. */
export const usualOf = (series: string): string => `${series}:usual`;

/**
 * How many there were in the last ten minutes over how many there usually are: in the hour around
 * this time a week ago or two, whichever had less, so that a burst does not become usual. Until a
 * week is known it is yesterday or the day before; weekdays and weekends differ, so weeks say more.
 * None at all is 0, not absent: that is what it is there to tell.
 */
export function throughput(series: string, source: Source): Measurement {
  const usual = usualOf(series);
  const lesser = (offsets: readonly [string, string]): string => {
    const [first, second] = offsets.map((offset) => observations({ ...source, offset }, '1h'));
    return `(${first} <= ${second} or ${second} or ${first})`;
  };
  const expr = `(${lesser(WEEKS)} or ${lesser(DAYS)}) / ${TEN_MINUTES_AN_HOUR}`;
  return {
    pace: 'slow',
    reads: [{ record: usual, expr, pace: 'slow' }],
    expr: `(${observations(source, '10m')} or ${usual} * 0) / (${usual} >= ${ENOUGH})`,
  };
}
