import type { Sample } from './sample.js';

/** Sums over windows of time, in each of which something was spent and something was done. */
export interface WindowSums {
  /** Windows in which anything was. */
  readonly windows: number;
  readonly spent: number;
  readonly done: number;
  readonly spentSquares: number;
  readonly doneSquares: number;
  /** Of what was spent in a window times what was done in it. */
  readonly products: number;
}

/**
 * The sample of what one of the things done costs, where it is only known of windows: the ratio of
 * the sums, with the windows as clusters and the variance of the linearised ratio (W. G. Cochran,
 * Sampling Techniques, 1977, chapter 6). What is spent without success counts too.
 */
export function sampleOfRatio(sums: WindowSums): Sample {
  const { windows, spent, done } = sums;
  if (done <= 0) return { count: 0, mean: 0, variance: 0 };
  const mean = spent / done;
  const residuals = sums.spentSquares - 2 * mean * sums.products + mean ** 2 * sums.doneSquares;
  const correction = windows > 1 ? windows / (windows - 1) : 1;
  // The variance of the ratio is that of one thing over their number.
  const variance = Math.max(0, (correction * residuals) / done);
  return { count: done, mean, variance, independent: Math.min(windows, done) };
}
