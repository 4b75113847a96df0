import { Box, Typography, useTheme } from '@mui/material';
import type { TimeSeriesData } from '@perses-dev/core';
import type { PanelPlugin, PanelProps } from '@perses-dev/plugin-system';
import type { TimeSeriesChartOptions } from '@perses-dev/timeseries-chart-plugin';
import { useMemo, type ReactElement } from 'react';
import { limitsFor } from './far-limits.js';
import { limitLines } from './limit-lines.js';
import { drawnLine } from './line-gaps.js';
import { readableLimits } from './severity-colors.js';
import { TimeSeriesChart } from './time-series-chart.js';

type LineChartProps = PanelProps<TimeSeriesChartOptions, TimeSeriesData>;

const withDrawnLines = (result: LineChartProps['queryResults'][number]) => {
  const { data } = result;
  const { stepMs } = data;
  if (stepMs === undefined) return result;
  const series = data.series.map((one) => ({ ...one, values: drawnLine(one.values, stepMs) }));
  return { ...result, data: { ...data, series } };
};

const highestOf = (results: LineChartProps['queryResults']): number =>
  results.reduce(
    (top, { data }) =>
      data.series.reduce(
        (high, { values }) => values.reduce((max, [, value]) => Math.max(max, value ?? 0), high),
        top,
      ),
    0,
  );

function LineChartPanel({ spec, queryResults, ...props }: LineChartProps): ReactElement {
  // Areas that add up are nothing where there is a gap.
  const stacked = spec.visual?.stack === 'all';
  const results = useMemo(
    () => (stacked ? queryResults : queryResults.map(withDrawnLines)),
    [queryResults, stacked],
  );
  const limits = useMemo(
    () =>
      spec.thresholds &&
      limitsFor(spec.thresholds, highestOf(queryResults), spec.yAxis?.format ?? undefined),
    [queryResults, spec],
  );
  const { mode } = useTheme().palette;
  // Limits are drawn after all others, whose colours follow from their order.
  const drawn = useMemo(() => {
    const { thresholds: _, ...rest } = spec;
    if (limits === undefined) return { spec: rest, results };
    const lines = limitLines(readableLimits(limits.drawn, mode), results);
    return {
      spec: { ...rest, querySettings: [...(spec.querySettings ?? []), ...lines.settings] },
      results: [...results, ...lines.results],
    };
  }, [spec, limits, mode, results]);
  const width = props.contentDimensions?.width;
  const fitting = useMemo(() => withRoom(drawn.spec, width), [drawn.spec, width]);
  return (
    <Box sx={{ position: 'relative', height: '100%' }}>
      <TimeSeriesChart.PanelComponent {...props} spec={fitting} queryResults={drawn.results} />
      {limits?.said !== undefined && (
        <Typography
          sx={{
            position: 'absolute',
            top: 0,
            left: 92,
            fontSize: 11,
            color: 'text.secondary',
            pointerEvents: 'none',
          }}
        >
          {limits.said}
        </Typography>
      )}
    </Box>
  );
}

/** Pixels below which a legend beside the lines leaves them no room. */
const NARROW = 480;

/** A legend below the lines of a narrow panel instead of beside them. */
const withRoom = (spec: TimeSeriesChartOptions, width = Infinity): TimeSeriesChartOptions =>
  spec.legend && width < NARROW
    ? { ...spec, legend: { ...spec.legend, position: 'bottom', mode: 'list' } }
    : spec;

/** Perses' chart with lines that break where nothing was heard, and limits that leave them room. */
export const LineChart: PanelPlugin<TimeSeriesChartOptions, LineChartProps> = {
  ...TimeSeriesChart,
  PanelComponent: LineChartPanel,
};
