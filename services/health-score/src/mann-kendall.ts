import { errorFunction, median } from 'simple-statistics';

/** Whether values rise or fall, and how fast. */
export interface MonotonicTrend {
  /**
   * Two-sided p-value of the Mann–Kendall test, 0 to 1: how often values without a trend would look
   * at least as much like one.
   */
  readonly pValue: number;
  /** Theil–Sen slope: the median change from one value to the next, which outliers do not move. */
  readonly slope: number;
}

/** Fewer values than this, and the normal distribution does not fit the statistic. */
export const LEAST_VALUES = 10;

/** |z| of the 95 % confidence interval, beyond which an autocorrelation is not chance. */
const SIGNIFICANT = 1.959_963_984_540_054;

/**
 * The Mann–Kendall test with the correction for ties (Mann 1945, Kendall 1975) and that of Hamed and
 * Rao for autocorrelation (Journal of Hydrology 204, 1998, 182–196). Values from windows that overlap
 * resemble their neighbours, and the plain test would then find trends in chance. The correction
 * here only ever widens the variance: values that alternate are no better evidence.
 *
 * @param values at equal distances, oldest first
 * @returns undefined for fewer than {@link LEAST_VALUES}
 */
export function mannKendall(values: readonly number[]): MonotonicTrend | undefined {
  const n = values.length;
  if (n < LEAST_VALUES) return undefined;
  const slope = theilSen(values);
  const s = sumOfSigns(values);
  const variance = varianceOfTies(values) * varianceInflation(values, slope);
  if (s === 0 || variance <= 0) return { pValue: 1, slope };
  const z = (s - Math.sign(s)) / Math.sqrt(variance);
  return { pValue: twoSided(z), slope };
}

function theilSen(values: readonly number[]): number {
  const slopes: number[] = [];
  forEachPair(values, (earlier, later, distance) => slopes.push((later - earlier) / distance));
  return median(slopes);
}

function sumOfSigns(values: readonly number[]): number {
  let sum = 0;
  forEachPair(values, (earlier, later) => (sum += Math.sign(later - earlier)));
  return sum;
}

/** The variance of the sum of signs of values without a trend, some of which may be equal. */
function varianceOfTies(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let variance = varianceTerm(values.length);
  for (const count of counts.values()) variance -= varianceTerm(count);
  return variance / 18;
}

function varianceTerm(count: number): number {
  return count * (count - 1) * (2 * count + 5);
}

/** n/n* of Hamed and Rao: how much less evidence the values are than as many independent ones. */
function varianceInflation(values: readonly number[], slope: number): number {
  const n = values.length;
  const ranks = ranksOf(values.map((value, index) => value - slope * index));
  const limit = SIGNIFICANT / Math.sqrt(n);
  let sum = 0;
  for (const [index, correlation] of autocorrelations(ranks).entries()) {
    const lag = index + 1;
    if (Math.abs(correlation) <= limit) continue;
    sum += (n - lag) * (n - lag - 1) * (n - lag - 2) * correlation;
  }
  return Math.max(1, 1 + (2 / (n * (n - 1) * (n - 2))) * sum);
}

/** Ranks from 1; equal values share the mean of theirs. */
function ranksOf(values: readonly number[]): readonly number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 + 1);
}

/** Of lag 1 to n − 1. */
function autocorrelations(values: readonly number[]): readonly number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviations = values.map((value) => value - mean);
  const at = (lag: number): number =>
    deviations.slice(lag).reduce((sum, value, index) => sum + value * deviations[index]!, 0);
  const all = at(0);
  return Array.from({ length: values.length - 1 }, (_, index) =>
    all === 0 ? 0 : at(index + 1) / all,
  );
}

function twoSided(z: number): number {
  return Math.max(0, 1 - errorFunction(Math.abs(z) / Math.SQRT2));
}

function forEachPair(
  values: readonly number[],
  see: (earlier: number, later: number, distance: number) => void,
): void {
  for (let later = 1; later < values.length; later++) {
    for (let earlier = 0; earlier < later; earlier++) {
      see(values[earlier]!, values[later]!, later - earlier);
    }
  }
}
