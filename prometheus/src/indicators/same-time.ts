/** The hour around this time on other days, from the newest. */
const WEEKS = ['167h30m', '335h30m'] as const;
const DAYS = ['23h30m', '47h30m'] as const;

const TEN_MINUTES_AN_HOUR = 6;

/** Fewer in ten minutes than this come and go by chance. */
const ENOUGH = 10;

/**
 * How many there usually are in ten minutes at this time: in the hour around it a week ago or
 * two, whichever had less, so that a burst does not become usual. Until a week is known it is
 * yesterday or the day before; weekdays and weekends differ, so weeks say more.
 * @param during gives PromQL for the number of observations in an hour that ended so long ago
 */
export function usualInTenMinutes(during: (window: string, offset: string) => string): string {
  const lesser = ([a, b]: readonly [string, string]): string => {
    const [first, second] = [during('1h', a), during('1h', b)];
    return `(${first} <= ${second} or ${second} or ${first})`;
  };
  return `(${lesser(WEEKS)} or ${lesser(DAYS)}) / ${TEN_MINUTES_AN_HOUR}`;
}

/**
 * A number of the last ten minutes over the usual one. None at all is 0, not absent: that is what
 * it is there to tell.
 */
export const overUsual = (now: string, usual: string): string =>
  `(${now} or ${usual} * 0) / (${usual} >= ${ENOUGH})`;
