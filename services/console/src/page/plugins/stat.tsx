import { Box, useTheme } from '@mui/material';
import type { TimeSeriesData } from '@perses-dev/core';
import type { PanelPlugin, PanelProps } from '@perses-dev/plugin-system';
import { StatChart as PersesStat, type StatChartOptions } from '@perses-dev/stat-chart-plugin';
import { useMemo, useRef, type ReactElement } from 'react';
import { readableLimits } from './severity-colors.js';
import { useDrawnOnce } from './use-drawn-once.js';

type StatProps = PanelProps<StatChartOptions, TimeSeriesData>;

function StatPanel({ spec, ...props }: StatProps): ReactElement {
  const { mode } = useTheme().palette;
  const box = useRef<HTMLDivElement>(null);
  useDrawnOnce(box);
  const readable = useMemo(
    () => (spec.thresholds ? { ...spec, thresholds: readableLimits(spec.thresholds, mode) } : spec),
    [spec, mode],
  );
  return (
    <Box ref={box} sx={{ height: '100%' }}>
      <PersesStat.PanelComponent {...props} spec={readable} />
    </Box>
  );
}

/** Perses' stat in colours that can be read. */
export const Stat: PanelPlugin<StatChartOptions, StatProps> = {
  ...PersesStat,
  PanelComponent: StatPanel,
};
