import type { Indicator } from '@agent-vitals/config';
import { INTERVAL_SECONDS } from '../indicator-rules.js';
import type { Recording } from '../recording.js';
import { labelsOf } from './indicator-labels.js';

/** A part of the time; a mean of few that is beyond a line by little is on the other side at times. */
export const MOST = 0.75;

/** In a shorter time there are too few values to speak of most of them: a `for` says it as well. */
const FEWEST_SECONDS = 60;

/**
 * Records what an indicator that goes up and down by chance was at least, or at most where less is
 * worse, for most of a time. A `for` instead would begin anew with each value on the other side of
 * the line.
 * @returns undefined where the time is too short
 */
export function steady(indicator: Indicator, seconds: number): Recording | undefined {
  if (seconds < FEWEST_SECONDS) return undefined;
  const { good, worst } = indicator.thresholds;
  const range = `${indicator.series}[${Math.round(seconds)}s]`;
  const enough = Math.floor((MOST * seconds) / INTERVAL_SECONDS.fast);
  return {
    record: `${indicator.series}:steady`,
    expr: `quantile_over_time(${worst > good ? 1 - MOST : MOST}, ${range}) and count_over_time(${range}) >= ${enough}`,
    labels: labelsOf(indicator),
  };
}
