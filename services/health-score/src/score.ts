import type { Lines } from './indicator-score.js';
import { cappedMean, meanWithWorst, tallyItems, tallyOf, type Part, type Tally } from './tally.js';

/** A component's part in the whole, and the scores of the indicators of each of its items. */
export interface ScoredComponent<I extends Part = Part> {
  readonly weight: number;
  /** While it is critical, so is the whole. */
  readonly critical: boolean;
  readonly items: readonly (readonly I[])[];
}

/** The score of the whole, and how much of it is known. */
export interface WholeScore {
  /** null when less than half of the weight is known. */
  readonly score: number | null;
  /** Weight of the components with data over that of all, 0 to 1. */
  readonly known: number;
}

/** Least part of the weights that must be known for the whole to be known. */
const LEAST_KNOWN = 0.5;

/**
 * The score of an item: the weighted mean of its indicators, below the critical line while one that
 * is marked critical is critical. null without indicators that count.
 */
export function itemScore(indicators: readonly Part[], lines: Lines): number | null {
  const tally = tallyOf(indicators, lines);
  return tally.weight > 0 ? cappedMean(tally, lines) : null;
}

/**
 * The score of a component: the mean of the weighted mean of its items and its worst item, so that
 * one that fails among a thousand shows. An item counts as much as what is known of it: the weights
 * of its indicators. null without items that have a score.
 */
export function componentScore(items: readonly (readonly Part[])[], lines: Lines): number | null {
  const tally = tallyItems(items, lines);
  return tally.weight > 0 ? meanWithWorst(tally) : null;
}

/**
 * The score of the whole: the weighted mean of the components with data, below the critical line
 * while one that is marked critical is critical. A worse indicator never raises it, and only the
 * relations of the weights matter.
 */
export function wholeScore(components: readonly ScoredComponent[], lines: Lines): WholeScore {
  const tally = tallyComponents(components, lines);
  const total = components.reduce((sum, { weight }) => sum + weight, 0);
  const known = total > 0 ? Math.min(1, tally.weight / total) : 0;
  const enough = known > 0 && known >= LEAST_KNOWN;
  return { score: enough ? cappedMean(tally, lines) : null, known };
}

/** Adds up the components with data. */
export function tallyComponents(components: readonly ScoredComponent[], lines: Lines): Tally {
  const parts = components.flatMap(({ items, ...component }) => {
    const score = componentScore(items, lines);
    return score === null ? [] : [{ ...component, score }];
  });
  return tallyOf(parts, lines);
}
