import type { HealthSettings, Thresholds } from '@agent-vitals/config';
import type { Status } from './report.js';

/** Scores below which something is degraded or critical. */
export type Lines = HealthSettings['lines'];

/**
 * The score of a finite value: 100 up to `good`, the score of the warning line at `warning`, that of
 * the critical line at `critical`, 0 from `worst` on, and straight lines between them.
 */
export function indicatorScore(
  value: number,
  { good, warning, critical, worst }: Thresholds,
  lines: Lines,
): number {
  const sign = worst > good ? 1 : -1;
  const corners = [
    [good, 100],
    [warning, lines.warning],
    [critical, lines.critical],
    [worst, 0],
  ] as const;
  const next = corners.findIndex(([at]) => value * sign <= at * sign);
  if (next === -1) return 0;
  if (next === 0) return 100;
  const [fromValue, fromScore] = corners[next - 1]!;
  const [toValue, toScore] = corners[next]!;
  const part = (value - fromValue) / (toValue - fromValue);
  return fromScore + (toScore - fromScore) * part;
}

/** What a score is called; null is unknown, never well and never unwell. */
export function statusOf(score: number | null, lines: Lines): Status {
  if (score === null) return 'unknown';
  if (score < lines.critical) return 'critical';
  return score < lines.warning ? 'degraded' : 'healthy';
}
