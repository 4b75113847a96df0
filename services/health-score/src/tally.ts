import type { Lines } from './indicator-score.js';

/** A score that is a part of another one. */
export interface Part {
  /** 0 to 100. */
  readonly score: number;
  /** Relative to the other parts; 0 leaves it out. */
  readonly weight: number;
  /** While it is critical, so is what it is a part of. */
  readonly critical: boolean;
}

/** A weighted mean in the making, of which one part can be exchanged without the others. */
export interface Tally {
  readonly sum: number;
  readonly weight: number;
  /** How many of its parts make it critical. */
  readonly caps: number;
}

/** The items of a component in the making. */
export interface ComponentTally extends Tally {
  readonly worst: number;
  /** The worst score if the worst item were well. */
  readonly secondWorst: number;
}

/** How far below the critical line a cap lies: enough to be seen as critical when rounded. */
const BELOW_LINE = 1;
/** A mean of scores on the line is not below it, though its last digits may be. */
const ROUNDING = 1e-9;

/** Adds up parts. */
export function tallyOf(parts: readonly Part[], lines: Lines): Tally {
  let sum = 0;
  let weight = 0;
  let caps = 0;
  for (const part of parts) {
    sum += part.weight * part.score;
    weight += part.weight;
    caps += capsOf(part, lines);
  }
  return { sum, weight, caps };
}

/** A tally of as much weight in which all is well. */
export function wellTally({ weight }: Tally): Tally {
  return { sum: 100 * weight, weight, caps: 0 };
}

/** Adds up items, each of which counts as much as the weights of its indicators. */
export function tallyItems(items: readonly (readonly Part[])[], lines: Lines): ComponentTally {
  let sum = 0;
  let weight = 0;
  let worst = Infinity;
  let secondWorst = Infinity;
  for (const item of items) {
    const tally = tallyOf(item, lines);
    if (tally.weight === 0) continue;
    const score = cappedMean(tally, lines);
    sum += tally.weight * score;
    weight += tally.weight;
    secondWorst = Math.min(secondWorst, Math.max(worst, score));
    worst = Math.min(worst, score);
  }
  return { sum, weight, caps: 0, worst, secondWorst };
}

/** The mean, below the critical line while a part makes it critical. The weight must not be 0. */
export function cappedMean({ sum, weight, caps }: Tally, lines: Lines): number {
  const mean = bounded(sum / weight);
  return caps > 0 ? Math.min(mean, Math.max(0, lines.critical - BELOW_LINE)) : mean;
}

/** The mean of the mean of the items and the worst of them. The weight must not be 0. */
export function meanWithWorst({ sum, weight, worst }: Omit<ComponentTally, 'secondWorst'>): number {
  return (bounded(sum / weight) + worst) / 2;
}

/** The tally with another score for one of its parts. */
export function exchange(tally: Tally, part: Part, score: number, lines: Lines): Tally {
  return {
    sum: tally.sum + part.weight * (score - part.score),
    weight: tally.weight,
    caps: tally.caps - capsOf(part, lines) + capsOf({ ...part, score }, lines),
  };
}

/** The tally of a component with a better score for one of its items. */
export function improveItem(
  tally: ComponentTally,
  item: { readonly weight: number; readonly score: number },
  better: number,
): ComponentTally {
  return {
    ...tally,
    sum: tally.sum + item.weight * (better - item.score),
    worst: item.score === tally.worst ? Math.min(tally.secondWorst, better) : tally.worst,
  };
}

/** 1 when a part makes what it is a part of critical. */
function capsOf({ score, weight, critical }: Part, lines: Lines): number {
  return critical && weight > 0 && score < lines.critical - ROUNDING ? 1 : 0;
}

/** Sums of fractions may end a hair outside. */
function bounded(score: number): number {
  return Math.min(100, Math.max(0, score));
}
