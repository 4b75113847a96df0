import type { ThresholdOptions, TimeSeriesData, TimeSeriesValueTuple } from '@perses-dev/core';
import type { PanelData } from '@perses-dev/plugin-system';
import type { QuerySettingsOptions } from '@perses-dev/timeseries-chart-plugin';

type Result = PanelData<TimeSeriesData>;

/** Lines of limits, as answers to further queries of a panel. */
export interface LimitLines {
  readonly results: readonly Result[];
  /** How they are drawn. */
  readonly settings: readonly QuerySettingsOptions[];
}

/**
 * The limits of a chart as lines of as many points as the others have. Perses itself draws a limit by a
 * point for each 15 s: half a million in 90 days, for a line that is straight.
 * @param results what the chart shows beside them
 */
export function limitLines(
  { steps = [] }: ThresholdOptions,
  results: readonly Result[],
): LimitLines {
  const [first] = results;
  const { timeRange, stepMs } = first?.data ?? {};
  if (first === undefined || timeRange === undefined || stepMs === undefined) {
    return { results: [], settings: [] };
  }
  const [startMs, endMs] = [timeRange.start.getTime(), timeRange.end.getTime()];
  const points = Math.floor((endMs - startMs) / stepMs) + 1;
  const lineAt = (value: number): TimeSeriesValueTuple[] =>
    Array.from({ length: points }, (_, point) => [startMs + point * stepMs, value]);
  return {
    results: steps.map(({ name = 'limit', value }) => ({
      ...first,
      data: { timeRange, stepMs, series: [{ name, values: lineAt(value) }] },
    })),
    settings: steps.map(({ color }, index) => ({
      queryIndex: results.length + index,
      lineStyle: 'dashed',
      ...(color !== undefined && { colorMode: 'fixed', colorValue: color }),
    })),
  };
}
