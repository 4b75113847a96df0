import { useChartsTheme } from '@perses-dev/components';
import type { TimeSeriesChartOptions } from '@perses-dev/timeseries-chart-plugin';
import { useCallback, useMemo, useRef, useState, type RefObject } from 'react';
import { chartsIn } from './charts-in.js';
import type { ChartResults } from './chart-results.js';
import { afterChoice, legendItems, onlyLines, type LegendItem } from './legend-items.js';

const ALL: ReadonlySet<string> = new Set();

/** The legend of a chart, and what the chart draws by it. */
export interface Legend {
  readonly items: readonly LegendItem[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (id: string, isFurther: boolean) => void;
  /** Makes a line stand out while it is pointed at. */
  readonly onPoint: (id: string | undefined) => void;
  readonly drawn: ChartResults;
}

/** @param box holds the chart */
export function useLegend(
  box: RefObject<HTMLElement | null>,
  results: ChartResults,
  { querySettings, yAxis }: TimeSeriesChartOptions,
): Legend {
  const palette = useChartsTheme().echartsTheme.color as readonly string[];
  const items = useMemo(
    () => legendItems(results, querySettings ?? [], palette, yAxis?.format),
    [results, querySettings, palette, yAxis],
  );
  const [chosen, setChosen] = useState(ALL);
  const drawn = useMemo(
    () => (items.some(({ id }) => chosen.has(id)) ? onlyLines(results, chosen) : results),
    [results, items, chosen],
  );
  const onChoose = useCallback(
    (id: string, isFurther: boolean) => setChosen((before) => afterChoice(before, id, isFurther)),
    [],
  );
  const latest = useRef(items);
  latest.current = items;
  const onPoint = useCallback(
    (id: string | undefined) => {
      const [chart] = box.current ? chartsIn(box.current) : [];
      const seriesIndex = latest.current.findIndex((item) => item.id === id);
      chart?.dispatchAction(
        seriesIndex < 0 ? { type: 'downplay' } : { type: 'highlight', seriesIndex },
      );
    },
    [box],
  );
  return { items, chosen, onChoose, onPoint, drawn };
}
