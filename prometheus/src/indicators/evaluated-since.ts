import type { Recording } from '../recording.js';

const SERIES = 'vitals:evaluated_since';
/** Three evaluations in a row: a single one can be late. */
const GAP = '30s';

/** Since when rules are evaluated without a gap; absent while they are not. In seconds since 1970. */
export const EVALUATED_SINCE = `last_over_time(${SERIES}[${GAP}])`;

/**
 * What was missed while rules were not evaluated, as the machine was off or asleep, is no sign of
 * anything. This comes before what reads it.
 */
export const evaluatedSince: Recording = {
  record: SERIES,
  expr: `${EVALUATED_SINCE} or vector(time())`,
};

/** Moments, of which none is before rules were evaluated. */
export const sinceEvaluated = (moments: string): string =>
  `clamp_min(${moments}, scalar(${SERIES}))`;
