import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';

/** Draws from distributions; the same seed gives the same draws. */
export interface Random {
  /** True with probability `p`, 0 to 1. */
  chance(p: number): boolean;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  pick<T>(values: readonly [T, ...T[]]): T;
  /** Around 0 with a standard deviation of 1. */
  normal(): number;
  /** Half of the draws lie below `median`; `sigma` is the spread of the logarithm. */
  logNormal(median: number, sigma: number): number;
  /** The time to the next arrival of a Poisson process with this mean. */
  exponential(mean: number): number;
}

/**
 * Creates a generator of random draws.
 * @param seed any whole number
 */
export function createRandom(seed: number): Random {
  // Its first draws differ well between neighbouring seeds, unlike those of the xor generators.
  const generator = mersenne(seed);
  const uniform = (): number => uniformFloat64(generator);
  const int = (min: number, max: number): number => uniformInt(generator, min, max);
  // Box-Muller; 1 - u keeps the logarithm finite.
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return {
    chance: (p) => uniform() < p,
    int,
    pick: (values) => values[int(0, values.length - 1)] ?? values[0],
    normal,
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
    exponential: (mean) => -mean * Math.log(1 - uniform()),
  };
}
