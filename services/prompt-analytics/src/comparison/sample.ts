/** What is known of a number of observations. */
export interface Sample {
  /** How many. */
  readonly count: number;
  readonly mean: number;
  /** Of one observation, with `count - 1` in its denominator. */
  readonly variance: number;
  /** How many of them tell something of their own. Default: each. */
  readonly independent?: number;
}

/** The sample of numbers that are known one by one. */
export function sampleOf(values: readonly number[]): Sample {
  const sum = values.reduce((total, value) => total + value, 0);
  const mean = values.length === 0 ? 0 : sum / values.length;
  const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0);
  return { count: values.length, mean, variance: divided(squares, values.length - 1) };
}

/**
 * The sample of observations of which only sums are known, as Prometheus records them.
 * @param squares the sum of their squares
 */
export function sampleOfSums(count: number, sum: number, squares: number): Sample {
  const mean = divided(sum, count);
  const variance = divided(squares - count * mean ** 2, count - 1);
  // Of a histogram the squares are estimates.
  return { count, mean, variance: Math.max(0, variance) };
}

/** The sample of runs of which some did something, such as fail. */
export const sampleOfShare = (count: number, some: number): Sample =>
  sampleOfSums(count, some, some);

const divided = (of: number, by: number): number => (by > 0 ? of / by : 0);
