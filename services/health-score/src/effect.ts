import type { Lines } from './indicator-score.js';
import { componentScore, tallyComponents, type ScoredComponent } from './score.js';
import {
  cappedMean,
  exchange,
  improveItem,
  meanWithWorst,
  tallyItems,
  tallyOf,
  wellTally,
  type ComponentTally,
  type Part,
  type Tally,
} from './tally.js';

/** What one indicator does to the whole, in points. */
export interface Effect {
  /** What the whole would lose by it if all else were well: how bad it is, whatever else is. */
  readonly effect: number;
  /** What the whole would gain if it alone were well; 0 while something else caps the whole. */
  readonly gain: number;
}

/** What an indicator does that is well, or of which the whole knows nothing. */
export const NO_EFFECT: Effect = { effect: 0, gain: 0 };

/**
 * What each indicator that is not well does to the whole, exactly as if everything were scored again for each, but
 * from sums: for thousands it takes milliseconds. Where too little is known for the whole to have a
 * score, it is what each does to the score of what is known.
 */
export function effectsOf<I extends Part>(
  components: readonly ScoredComponent<I>[],
  lines: Lines,
): ReadonlyMap<I, Effect> {
  const effects = new Map<I, Effect>();
  const whole = tallyComponents(components, lines);
  if (whole.weight === 0) return effects;
  for (const { items, ...rest } of components) {
    const tally = tallyItems(items, lines);
    if (tally.weight === 0) continue;
    const component = { ...rest, tally, score: meanWithWorst(tally) };
    for (const indicators of items) {
      const item = tallyOf(indicators, lines);
      if (item.weight === 0) continue;
      for (const indicator of indicators) {
        if (indicator.score === 100) continue;
        const place = { indicator, item, component, whole };
        effects.set(indicator, { effect: lossBy(place, lines), gain: gainBy(place, lines) });
      }
    }
  }
  return effects;
}

/**
 * What an indicator does to the whole with all items of its component taken together: what fails
 * everywhere is worse than each of its items shows. What is well everywhere is left out.
 *
 * @param nameOf which of a component's indicators are the same one
 * @returns for each component, by name
 */
export function commonEffectsOf<I extends Part>(
  components: readonly ScoredComponent<I>[],
  lines: Lines,
  nameOf: (indicator: I) => string,
): readonly ReadonlyMap<string, Effect>[] {
  const whole = tallyComponents(components, lines);
  return components.map(({ items, ...rest }) => {
    const score = componentScore(items, lines);
    const unwell = items.flat().filter((indicator) => indicator.score < 100);
    const names = new Set(unwell.map((indicator) => nameOf(indicator)));
    const scoreWhere = (isWell: (indicator: I) => boolean): number => {
      const changed = items.map((item) =>
        item.map((part): Part => {
          const { weight, critical } = part;
          return isWell(part) ? { score: 100, weight, critical } : part;
        }),
      );
      return componentScore(changed, lines) ?? 100;
    };
    const effectOf = (name: string): Effect => {
      if (whole.weight === 0 || score === null) return NO_EFFECT;
      const alone = scoreWhere((indicator) => nameOf(indicator) !== name);
      const repaired = scoreWhere((indicator) => nameOf(indicator) === name);
      const left = exchange(wellTally(whole), { ...rest, score: 100 }, alone, lines);
      const gained = exchange(whole, { ...rest, score }, repaired, lines);
      return {
        effect: Math.max(0, 100 - cappedMean(left, lines)),
        gain: Math.max(0, cappedMean(gained, lines) - cappedMean(whole, lines)),
      };
    };
    return new Map([...names].map((name) => [name, effectOf(name)]));
  });
}

/** Where an indicator stands. */
interface Place {
  readonly indicator: Part;
  readonly item: Tally;
  readonly component: Part & { readonly tally: ComponentTally };
  readonly whole: Tally;
}

function lossBy({ indicator, item, component, whole }: Place, lines: Lines): number {
  const unwell = cappedMean(
    exchange(wellTally(item), { ...indicator, score: 100 }, indicator.score, lines),
    lines,
  );
  const { weight } = component.tally;
  const withUnwell = meanWithWorst({
    sum: 100 * weight - item.weight * (100 - unwell),
    weight,
    caps: 0,
    worst: unwell,
  });
  const wellComponent = { ...component, score: 100 };
  const left = exchange(wellTally(whole), wellComponent, withUnwell, lines);
  return Math.max(0, 100 - cappedMean(left, lines));
}

function gainBy({ indicator, item, component, whole }: Place, lines: Lines): number {
  const score = cappedMean(item, lines);
  const better = cappedMean(exchange(item, indicator, 100, lines), lines);
  const improved = meanWithWorst(
    improveItem(component.tally, { weight: item.weight, score }, better),
  );
  const gained = exchange(whole, component, improved, lines);
  return Math.max(0, cappedMean(gained, lines) - cappedMean(whole, lines));
}
