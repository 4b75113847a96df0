import { Box, Typography, useTheme } from '@mui/material';
import type { TimeSeriesData } from '@perses-dev/core';
import type { PanelPlugin, PanelProps } from '@perses-dev/plugin-system';
import type { TimeSeriesChartOptions } from '@perses-dev/timeseries-chart-plugin';
import { useMemo, useRef, type CSSProperties, type ReactElement } from 'react';
import { ChartLegend } from './chart-legend.js';
import { limitsFor } from './far-limits.js';
import { limitLines } from './limit-lines.js';
import { drawnLine } from './line-gaps.js';
import { readableLimits } from './severity-colors.js';
import { TimeSeriesChart } from './time-series-chart.js';
import { useLegend } from './use-legend.js';

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
  const box = useRef<HTMLDivElement>(null);
  const { drawn: shown, ...legend } = useLegend(box, drawn.results, drawn.spec);
  const room = useRoom(props.contentDimensions);
  return (
    <div ref={box} className="chart-with-legend" style={room.style}>
      <Box sx={{ position: 'relative', flex: 1, minWidth: 0 }}>
        <TimeSeriesChart.PanelComponent
          {...props}
          {...(room.chart && { contentDimensions: room.chart })}
          spec={drawn.spec}
          queryResults={shown}
        />
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
      <ChartLegend {...legend} isBeside={room.isBeside} />
    </div>
  );
}

/** Pixels below which a legend beside the lines leaves them no room. */
const NARROW = 480;
/** Part of the width, and pixels at most, of a legend beside the lines, and pixels of one below. */
const BESIDE = { part: 0.36, most: 260 };
const BELOW = 48;

interface Dimensions {
  readonly width: number;
  readonly height: number;
}

/** How lines and legend share a panel. */
function useRoom(panel: Dimensions | undefined) {
  const { width = 0, height = 0 } = panel ?? {};
  return useMemo(() => {
    const isBeside = width >= NARROW;
    const beside = Math.min(BESIDE.most, Math.round(width * BESIDE.part));
    const chart = isBeside ? { width: width - beside, height } : { width, height: height - BELOW };
    const style = isBeside
      ? { '--legend-width': `${beside}px` }
      : { '--legend-height': `${BELOW}px` };
    return { isBeside, style: style as CSSProperties, chart: width > 0 ? chart : undefined };
  }, [width, height]);
}

/** Perses' chart with lines that break where nothing was heard, and limits that leave them room. */
export const LineChart: PanelPlugin<TimeSeriesChartOptions, LineChartProps> = {
  ...TimeSeriesChart,
  PanelComponent: LineChartPanel,
};
