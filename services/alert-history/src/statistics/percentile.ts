/** The median and the 95th percentile of some seconds. */
export interface Percentiles {
  readonly median: number;
  readonly p95: number;
}

/**
 * Of what was measured, by the nearest rank: each is a time that really was.
 * @returns null where nothing was measured
 */
export function percentilesOf(values: readonly number[]): Percentiles | null {
  if (values.length === 0) return null;
  const ordered = values.toSorted((a, b) => a - b);
  const rank = (share: number): number => ordered[Math.ceil(share * ordered.length) - 1]!;
  return { median: rank(0.5), p95: rank(0.95) };
}
