import { getInstanceByDom, type EChartsType } from 'echarts/core';
import { useLayoutEffect, type RefObject } from 'react';

const known = new WeakSet<EChartsType>();

/** Has a chart draw itself anew for its size only when that has changed. */
function keepSize(chart: EChartsType): void {
  if (known.has(chart)) return;
  known.add(chart);
  const resize = chart.resize.bind(chart);
  chart.resize = (options) => {
    const { clientWidth, clientHeight } = chart.getDom();
    if (clientWidth !== chart.getWidth() || clientHeight !== chart.getHeight()) resize(options);
  };
}

/**
 * Perses sizes a chart anew each time that it renders it, and ECharts then draws all of it a second
 * time, whether or not the size is another.
 */
export function useKeptSize(box: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    for (const element of box.current?.querySelectorAll<HTMLElement>('[_echarts_instance_]') ??
      []) {
      const chart = getInstanceByDom(element);
      if (chart) keepSize(chart);
    }
  });
}
