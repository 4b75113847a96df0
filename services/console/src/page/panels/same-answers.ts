import type { PanelData } from '@perses-dev/plugin-system';
import equal from 'fast-deep-equal';

/**
 * Whether answers say the same: names, labels, values, steps and time ranges, which begin and end at
 * whole steps. For nine of ten refreshes of a day they do, since a step of it is five minutes.
 */
export const sameAnswers = (one: readonly PanelData[], other: readonly PanelData[]): boolean =>
  one.length === other.length && one.every(({ data }, i) => equal(data, other[i]?.data));
