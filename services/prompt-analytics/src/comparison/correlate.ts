import { sampleRankCorrelation } from 'simple-statistics';
import { Z } from './confidence.js';

/** How two measures go together over versions. */
export interface Correlation {
  /** Versions of which both are known. */
  readonly count: number;
  /** Spearman's rank correlation, -1 to 1; undefined where one of the two is always the same. */
  readonly coefficient: number | undefined;
  /** Between which it is, with `CONFIDENCE`; undefined with fewer than {@link ENOUGH_VERSIONS}. */
  readonly interval: readonly [number, number] | undefined;
}

/** The interval's formula knows no fewer. */
export const ENOUGH_VERSIONS = 4;

/**
 * Correlates two measures by rank, with Fisher's interval in the form of Bonett and Wright (2000).
 * @param pairs one of each version
 */
export function correlate(pairs: readonly (readonly [number, number])[]): Correlation {
  const [xs, ys] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
  if (isConstant(xs) || isConstant(ys)) {
    return { count: pairs.length, coefficient: undefined, interval: undefined };
  }
  const coefficient = sampleRankCorrelation(xs, ys);
  return { count: pairs.length, coefficient, interval: intervalOf(coefficient, pairs.length) };
}

function intervalOf(coefficient: number, count: number): Correlation['interval'] {
  if (count < ENOUGH_VERSIONS) return undefined;
  // At 1 and -1 the transformation has no end.
  const z = Math.atanh(Math.max(-0.9999, Math.min(0.9999, coefficient)));
  const error = Math.sqrt((1 + coefficient ** 2 / 2) / (count - 3));
  return [Math.tanh(z - Z * error), Math.tanh(z + Z * error)];
}

const isConstant = (values: readonly number[]): boolean => new Set(values).size < 2;
