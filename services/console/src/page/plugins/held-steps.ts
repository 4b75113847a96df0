import type { TimeSeriesData } from '@perses-dev/core';
import equal from 'fast-deep-equal';

type Series = TimeSeriesData['series'][number];

/** An answer whose values lie at whole steps of a time. */
export type Stepped = TimeSeriesData & Required<Pick<TimeSeriesData, 'timeRange' | 'stepMs'>>;

/** Whether an answer can be held and joined: native histograms have more than values. */
export const isStepped = (answer: TimeSeriesData): answer is Stepped =>
  answer.timeRange !== undefined &&
  answer.stepMs !== undefined &&
  answer.series.every(({ histograms }) => histograms === undefined);

/** What tells the series of a query apart: Prometheus has labels in the order of their names. */
const keyOf = ({ labels = {} }: Series): string => JSON.stringify(labels);

/** The values of a series from one time up to another, which is not among them. */
const between = ({ values }: Series, fromMs: number, toMs = Infinity): Series['values'] =>
  values.filter(([time]) => time >= fromMs && time < toMs);

/**
 * The answer for a whole time, of what is held and of its last steps, which were asked anew and take
 * the place of what is held of them.
 * @param held the answer for a time that began no later
 * @param last the answer for the last steps
 * @param startMs where the whole time begins, in milliseconds since 1970
 * @returns `held` itself where nothing is other than before; undefined where the two do not go together
 *   and everything is to be asked anew: the steps lie elsewhere, a series is new, or the first step that
 *   is in both is not the same, so that what was before it may be other too
 */
export function joinSteps(held: Stepped, last: Stepped, startMs: number): Stepped | undefined {
  const { stepMs } = held;
  const heldMs = held.timeRange.start.getTime();
  const joinMs = last.timeRange.start.getTime();
  if (last.stepMs !== stepMs || (joinMs - heldMs) % stepMs !== 0) return undefined;
  const added = new Map(last.series.map((series) => [keyOf(series), series]));
  const beginMs = heldMs + Math.floor((startMs - heldMs) / stepMs) * stepMs;
  const series: Series[] = [];
  for (const one of held.series) {
    const key = keyOf(one);
    const end = added.get(key) ?? { ...one, values: [] };
    added.delete(key);
    const isSame = equal(
      between(one, joinMs, joinMs + stepMs),
      between(end, joinMs, joinMs + stepMs),
    );
    if (!isSame) return undefined;
    const values = [...between(one, beginMs, joinMs), ...end.values];
    if (values.length > 0) series.push({ ...one, values });
  }
  if (added.size > 0) return undefined;
  const timeRange = { start: new Date(beginMs), end: last.timeRange.end };
  const joined = { ...last, timeRange, series };
  return equal(joined, held) ? held : joined;
}
