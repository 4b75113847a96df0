import type { Indicator } from '@agent-vitals/config';
import { INTERVAL_SECONDS } from '../indicator-rules.js';
import type { Recording } from '../recording.js';
import { labelsOf } from './indicator-labels.js';

/** A part of the time; a mean of few that is beyond a line by little is on the other side at times. */
export const MOST = 0.75;

/** The series that was beyond a line for most of a time where it is so itself. */
export const steadySeries = ({ series }: Pick<Indicator, 'series'>): string => `${series}:steady`;

/**
 * Records what an indicator was at least, or at most where less is worse, for most of a time. A
 * `for` instead would begin anew with each value on the other side of the line.
 */
export function steady(indicator: Indicator, seconds: number): Recording {
  const { good, worst } = indicator.thresholds;
  const range = `${indicator.series}[${seconds}s]`;
  const enough = Math.floor((MOST * seconds) / INTERVAL_SECONDS.fast);
  return {
    record: steadySeries(indicator),
    expr: `quantile_over_time(${worst > good ? 1 - MOST : MOST}, ${range}) and count_over_time(${range}) >= ${enough}`,
    labels: labelsOf(indicator),
  };
}
