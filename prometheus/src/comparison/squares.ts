/**
 * How much single observations differ, from histograms.
 *
 * `histogram_stdvar` is of no use here: it takes the middle of a bucket for all that is in it, and
 * the first bucket of a histogram with bounds of its own has no lower end, so that one observation
 * in it makes the variance infinite. What is in a bucket is instead taken to lie anywhere between
 * its bounds (the first one begins at 0), which errs on the side of more variance: of a difference
 * that is a matter of chance, rather than not.
 */

/** The mean, and the mean square, of what lies anywhere between two bounds. */
const meanOf = (low: number, high: number): number => (low + high) / 2;
const meanSquareOf = (low: number, high: number): number => (low ** 2 + low * high + high ** 2) / 3;

/**
 * The mean of what `of` gives for the buckets of a histogram's observations. What is above the last
 * bound is taken to be below twice that.
 */
const average = (
  histogram: string,
  bounds: readonly number[],
  of: (low: number, high: number) => number,
): string => {
  const parts = [...bounds, Infinity].map((high, i) => {
    const low = i === 0 ? 0 : bounds[i - 1]!;
    const value = of(low, high === Infinity ? low * 2 : high);
    const within = `histogram_fraction(${i === 0 ? '-Inf' : low}, ${high === Infinity ? '+Inf' : high}, ${histogram})`;
    return `${Number(value.toPrecision(6))} * ${within}`;
  });
  return `(${parts.join(' + ')})`;
};

/**
 * The sum of the squares of a histogram's observations, in PromQL: how far they lie from their mean,
 * by their buckets, and the square of the mean, which is exact.
 *
 * @param bounds upper bounds of its buckets, ascending
 */
export const sumOfSquares = (histogram: string, bounds: readonly number[]): string => {
  const mean = `histogram_avg(${histogram})`;
  return `histogram_count(${histogram}) * (${average(histogram, bounds, meanSquareOf)} - 2 * ${mean} * ${average(histogram, bounds, meanOf)} + 2 * ${mean} ^ 2)`;
};
