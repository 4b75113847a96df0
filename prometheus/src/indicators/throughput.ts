import type { Measurement } from './measurement.js';
import { observations, type Source } from './source.js';

/** The hour around this time on other days, from the newest. */
const WEEKS = ['167h30m', '335h30m'] as const;
const DAYS = ['23h30m', '47h30m'] as const;

const TEN_MINUTES_AN_HOUR = 6;

/** On a Saturday or Sunday, in UTC, the days before say nothing. */
const ON_WORKDAYS = 'and on () (day_of_week() > 0 < 6)';

/** Fewer in ten minutes than this come and go by chance. */
const ENOUGH = 20;

/** The series of how many there usually are in ten minutes at this time. */
export const usualOf = (series: string): string => `${series}:usual`;

/**
 * How many there were in the last ten minutes over how many there usually are: in the hour around
 * this time a week ago or two, whichever had less, so that a burst does not become usual. Until two
 * weeks are known it is a week ago or yesterday, and before that yesterday or the day before.
 * None at all is 0, not absent: that is what it is there to tell.
 */
export function throughput(series: string, source: Source): Measurement {
  const usual = usualOf(series);
  const hour = (offset: string): string => observations({ ...source, offset }, '1h');
  /** Of two that are both known. */
  const lesser = (first: string, second: string): string =>
    `(${hour(first)} <= ${hour(second)} or ${hour(second)} <= ${hour(first)})`;
  const expr = [
    lesser(WEEKS[0], WEEKS[1]),
    lesser(WEEKS[0], DAYS[0]),
    `${lesser(DAYS[0], DAYS[1])} ${ON_WORKDAYS}`,
  ].join('\nor ');
  return {
    pace: 'slow',
    reads: [{ record: usual, expr: `(${expr}) / ${TEN_MINUTES_AN_HOUR}`, pace: 'slow' }],
    expr: `(${observations(source, '10m')} or ${usual} * 0) / (${usual} >= ${ENOUGH})`,
  };
}
