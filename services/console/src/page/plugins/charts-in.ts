import { getInstanceByDom, type EChartsType } from 'echarts/core';

/** The charts within a box: none until they are drawn. */
export const chartsIn = (box: HTMLElement): readonly EChartsType[] =>
  [...box.querySelectorAll<HTMLElement>('[_echarts_instance_]')].flatMap(
    (element) => getInstanceByDom(element) ?? [],
  );
