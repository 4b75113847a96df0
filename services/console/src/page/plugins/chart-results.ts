import type { TimeSeriesData } from '@perses-dev/core';
import type { PanelData } from '@perses-dev/plugin-system';

/** What the queries of a chart gave. */
export type ChartResults = PanelData<TimeSeriesData>[];
