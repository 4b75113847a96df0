import { useTheme } from '@mui/material';
import type { TimeSeriesData } from '@perses-dev/core';
import type { PanelPlugin, PanelProps } from '@perses-dev/plugin-system';
import { StatChart as PersesStat, type StatChartOptions } from '@perses-dev/stat-chart-plugin';
import { useMemo, type ReactElement } from 'react';
import { readableLimits } from './severity-colors.js';

type StatProps = PanelProps<StatChartOptions, TimeSeriesData>;

function StatPanel({ spec, ...props }: StatProps): ReactElement {
  const { mode } = useTheme().palette;
  const readable = useMemo(
    () => (spec.thresholds ? { ...spec, thresholds: readableLimits(spec.thresholds, mode) } : spec),
    [spec, mode],
  );
  return <PersesStat.PanelComponent {...props} spec={readable} />;
}

/** Perses' stat in colours that can be read. */
export const Stat: PanelPlugin<StatChartOptions, StatProps> = {
  ...PersesStat,
  PanelComponent: StatPanel,
};
