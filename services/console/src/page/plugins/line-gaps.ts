import type { TimeSeriesValueTuple } from '@perses-dev/core';

/** What is missing for longer than this is not drawn over, in milliseconds; Grafana has it too. */
const LONGEST_GAP_MS = 120_000;

/** Where a step is long, so many of them may be missing. */
const LONGEST_GAP_STEPS = 3;

const isNumber = (value: number | null): value is number => value !== null && !Number.isNaN(value);

/**
 * The values as a line is to be drawn: it goes on over short gaps, such as of an agent that is not
 * asked for a moment, and breaks where nothing was heard for longer. ECharts can only connect over
 * all gaps or over none. A value that stands alone is held for a step, or no line would show it.
 * @param values by time, without those that are missing
 * @param stepMs time between two values where none is missing
 */
export function drawnLine(
  values: readonly TimeSeriesValueTuple[],
  stepMs: number,
): TimeSeriesValueTuple[] {
  const longest = Math.max(LONGEST_GAP_MS, LONGEST_GAP_STEPS * stepMs);
  const known = values.filter(([, value]) => isNumber(value)) as [number, number][];
  return known.flatMap(([time, value], index): TimeSeriesValueTuple[] => {
    const previous = known[index - 1];
    const next = known[index + 1];
    const joined = next !== undefined && next[0] - time <= longest;
    if (joined) {
      const [nextTime, nextValue] = next;
      const missing = Math.round((nextTime - time) / stepMs) - 1;
      return [
        [time, value],
        ...Array.from({ length: missing }, (_, step): TimeSeriesValueTuple => {
          const share = (step + 1) / (missing + 1);
          return [time + (step + 1) * stepMs, value + share * (nextValue - value)];
        }),
      ];
    }
    const alone = previous === undefined || time - previous[0] > longest;
    const holds = alone && (next === undefined || next[0] - time > stepMs);
    return holds
      ? [
          [time, value],
          [time + stepMs, value],
        ]
      : [[time, value]];
  });
}
