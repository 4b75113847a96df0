import type { EChartsType } from 'echarts/core';
import { useLayoutEffect, type RefObject } from 'react';
import { chartsIn } from './charts-in.js';

const known = new WeakSet<EChartsType>();

/** Has a chart draw itself anew for its size only when that has changed. */
function keepSize(chart: EChartsType): void {
  const resize = chart.resize.bind(chart);
  chart.resize = (options) => {
    const { clientWidth, clientHeight } = chart.getDom();
    if (clientWidth !== chart.getWidth() || clientHeight !== chart.getHeight()) resize(options);
  };
}

/** Has a chart get ready for a zoom only below a pointer: where there is none, nobody can draw one. */
function armBelowPointer(chart: EChartsType): void {
  const dispatch = chart.dispatchAction.bind(chart);
  chart.dispatchAction = (action, options) => {
    const isArming = action.type === 'takeGlobalCursor';
    if (isArming && chart.getDom().parentElement?.matches(':hover') !== true) return;
    dispatch(action, options);
  };
}

/** What of a chart's options is looked at here. */
interface LinesDrawn {
  readonly dataset?: object;
  readonly series?: readonly {
    readonly id?: string;
    readonly areaStyle?: { readonly opacity?: number } | undefined;
  }[];
}

/** An area below a line that nobody sees is made, and its points looked for, all the same. */
const withoutInvisibleAreas = ({ series, ...option }: LinesDrawn): LinesDrawn => ({
  ...option,
  ...(series && {
    series: series.map((line) =>
      line.areaStyle?.opacity === 0 ? { ...line, areaStyle: undefined } : line,
    ),
  }),
});

/**
 * Has a chart keep its axes, its tooltip and its lines where the same lines are drawn as before. Perses
 * has all of them made anew.
 */
function keepLines(chart: EChartsType): void {
  const setOption = chart.setOption.bind(chart) as (option: LinesDrawn, how?: unknown) => void;
  let before: string | undefined;
  chart.setOption = (option: LinesDrawn, how?: unknown): void => {
    const lines = option.dataset && JSON.stringify(option.series?.map(({ id }) => id));
    const isSame = how === true && lines !== undefined && lines === before;
    before = lines;
    setOption(withoutInvisibleAreas(option), isSame ? false : how);
  };
}

/**
 * Perses sizes a chart anew each time that it renders it, and gets it ready for a zoom each time that
 * it has been drawn. ECharts draws all of it once more for each, whether or not anything is other
 * than before.
 * @param box holds the charts
 */
export function useDrawnOnce(box: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    for (const chart of box.current ? chartsIn(box.current) : []) {
      if (known.has(chart)) continue;
      known.add(chart);
      keepSize(chart);
      armBelowPointer(chart);
      keepLines(chart);
    }
  });
}
