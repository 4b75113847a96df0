import type { Statistics } from '@agent-vitals/alert-history/statistics';
import { rankOf } from '../elements/severity.js';

type Day = Pick<Statistics['days'][number], 'date' | 'count' | 'bySeverity'>;

/** A part of a bar, in a box that is 1 high and as wide as there are days. */
interface Bar {
  readonly day: number;
  readonly severity: string;
  readonly count: number;
  /** Of the part's upper edge, from the top. */
  readonly y: number;
  readonly height: number;
}

/** The most alerts of a day; at least 1, so that it can be divided by. */
export const mostOf = (days: readonly Day[]): number =>
  Math.max(1, ...days.map(({ count }) => count));

/** A bar for each day, of a part for each severity: the worst at the bottom. */
export function barsOf(days: readonly Day[]): readonly Bar[] {
  const most = mostOf(days);
  return days.flatMap(({ bySeverity }, day) => {
    let y = 1;
    return Object.entries(bySeverity)
      .toSorted(([a], [b]) => rankOf(a) - rankOf(b))
      .map(([severity, count]) => {
        const height = count / most;
        y -= height;
        return { day, severity, count, y, height };
      });
  });
}

/** What the bars show, for those who do not see them. */
export function describeBars(days: readonly Day[]): string {
  const [first] = days;
  const last = days.at(-1);
  if (!first || !last) return 'There is no day to show.';
  const worst = days.reduce((most, day) => (day.count > most.count ? day : most));
  const sum = days.reduce((all, { count }) => all + count, 0);
  const most = sum === 0 ? '' : `, most on ${worst.date}: ${worst.count}`;
  return `Alerts a day from ${first.date} to ${last.date}: ${sum} in all${most}.`;
}
