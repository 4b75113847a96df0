import { INDICATORS } from './indicators.js';

/** How the values of a while become one. */
export type Fold = 'max' | 'min' | 'avg';

const FOLDS: ReadonlyMap<string, Fold> = new Map([
  ...Object.values(INDICATORS).map(
    ({ series, thresholds: { good, worst } }) => [series, worst > good ? 'max' : 'min'] as const,
  ),
  // A time, of which the mean is none.
  ['vitals:prompt_version_since', 'max'],
  // Low is bad.
  ['agent_vitals_health_item_score', 'min'],
]);

/** How values of a recorded series become one: the worst of an indicator, and the mean of all else. */
export const foldOf = (series: string): Fold => FOLDS.get(series) ?? 'avg';
