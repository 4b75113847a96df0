import { assert, pre, property } from 'fast-check';
import { expect, test } from 'vitest';
import { effectsOf, NO_EFFECT } from './effect.js';
import { wholeScore, type ScoredComponent } from './score.js';
import type { Part } from './tally.js';
import { anyComponents, anyLines, LINES } from './testing/arbitraries.js';

test('effects are what scoring everything again says', () => {
  assert(
    property(anyComponents, anyLines, (given, lines) => {
      // What has no data is left out, so that the whole has a score.
      const components = given.filter(({ items }) => items.flat().some(({ weight }) => weight > 0));
      const now = wholeScore(components, lines).score;
      pre(now !== null && !closeToLine(components, lines));
      const effects = effectsOf(components, lines);
      const wrong = components
        .flatMap(({ items }) => items.flat())
        .filter((part) => {
          const { effect, gain } = effects.get(part) ?? NO_EFFECT;
          const well = scoreWith(components, lines, (each) => (each === part ? 100 : each.score));
          const alone = scoreWith(components, lines, (each) => (each === part ? each.score : 100));
          return Math.abs(gain - (well - now)) > 1e-6 || Math.abs(effect - (100 - alone)) > 1e-6;
        });
      expect(wrong).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test('what is not well has an effect even while others cap the whole, but then no gain', () => {
  const [one, other]: [Part, Part] = [
    { score: 10, weight: 1, critical: true },
    { score: 10, weight: 1, critical: true },
  ];
  const well: Part = { score: 100, weight: 1, critical: false };
  const components: ScoredComponent[] = [
    { weight: 1, critical: true, items: [[one]] },
    { weight: 1, critical: true, items: [[other]] },
    { weight: 8, critical: false, items: [[well]] },
  ];
  expect(effectsOf(components, LINES).get(one)).toEqual({ effect: 51, gain: 0 });
});

test('five thousand indicators take milliseconds', () => {
  const items = Array.from({ length: 1000 }, (_, index) =>
    Array.from({ length: 5 }, (__, at): Part => ({
      score: (index * 7 + at) % 101,
      weight: 1 + at,
      critical: at === 0,
    })),
  );
  const components: ScoredComponent[] = [{ weight: 1, critical: true, items }];
  effectsOf(components, LINES);
  const began = performance.now();
  expect(effectsOf(components, LINES).size).toBeGreaterThan(4900);
  expect(performance.now() - began).toBeLessThan(200);
});

function scoreWith(
  components: readonly ScoredComponent[],
  lines: typeof LINES,
  scoreOf: (part: Part) => number,
): number {
  const changed = components.map(({ items, ...rest }) => ({
    ...rest,
    items: items.map((item) => item.map((part) => ({ ...part, score: scoreOf(part) }))),
  }));
  return wholeScore(changed, lines).score!;
}

/** Whether a last digit decides if something is critical. */
function closeToLine(components: readonly ScoredComponent[], { critical }: typeof LINES): boolean {
  const parts = components.flatMap(({ items }) => items.flat());
  return parts.some(({ score }) => score !== critical && Math.abs(score - critical) < 1e-6);
}
