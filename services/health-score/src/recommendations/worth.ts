import type { Recommendation } from '../report.js';

/**
 * What one unit of each kind of gain is taken to be worth in US dollars a month. Kinds cannot be
 * compared without such a guess; it only decides what is shown first. A failure that users meet
 * costs more than the tokens of it (5 cents, 720 hours); a second of each call, or a machine that
 * is half empty, is worth about a small machine.
 */
const USD_PER_MONTH: Readonly<Record<NonNullable<Recommendation['gain']>['kind'], number>> = {
  'USD per month': 1,
  'failures per hour': 36,
  'seconds per call': 100,
  ratio: 50,
};

/** How often a recommendation of this confidence is expected to hold. */
const PROBABILITY: Readonly<Record<Recommendation['confidence'], number>> = {
  high: 0.9,
  medium: 0.6,
  low: 0.2,
};

/** By what recommendations are sorted: the gain to be expected. */
export function worthOf({ gain, confidence }: Recommendation): number {
  return gain === null ? 0 : gain.amount * USD_PER_MONTH[gain.kind] * PROBABILITY[confidence];
}
