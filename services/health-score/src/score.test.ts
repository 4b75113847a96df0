import { assert, double, nat, pre, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indicatorScore, statusOf } from './indicator-score.js';
import { componentScore, itemScore, wholeScore, type ScoredComponent } from './score.js';
import type { Part } from './tally.js';
import { anyComponents, anyJudgement, anyLines, anyScore, LINES } from './testing/arbitraries.js';

/** Sums of fractions differ in their last digits. */
const HAIR = 1e-9;

const anyValue = double({ min: -2000, max: 2000, noNaN: true });

describe('the score of an indicator', () => {
  test('is 100 at good, on the lines at their thresholds, 0 at worst', () => {
    assert(
      property(anyJudgement, anyLines, (judgement, lines) => {
        expect(indicatorScore(judgement.good, judgement, lines)).toBe(100);
        expect(indicatorScore(judgement.warning, judgement, lines)).toBe(lines.warning);
        expect(indicatorScore(judgement.critical, judgement, lines)).toBe(lines.critical);
        expect(indicatorScore(judgement.worst, judgement, lines)).toBe(0);
      }),
    );
  });

  test('stays between 0 and 100, and a worse value never scores higher', () => {
    assert(
      property(anyValue, anyValue, anyJudgement, anyLines, (a, b, judgement, lines) => {
        const rises = judgement.worst > judgement.good;
        const [better, worse] = a < b === rises ? [a, b] : [b, a];
        const high = indicatorScore(better, judgement, lines);
        const low = indicatorScore(worse, judgement, lines);
        expect(low).toBeLessThanOrEqual(high + HAIR);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(100);
      }),
    );
  });

  test('falls in straight lines', () => {
    const judgement = { good: 0.02, warning: 0.05, critical: 0.2, worst: 0.6 };
    expect(indicatorScore(0.035, judgement, LINES)).toBeCloseTo(90);
    expect(indicatorScore(0.125, judgement, LINES)).toBeCloseTo(65);
    expect(indicatorScore(0.4, judgement, LINES)).toBeCloseTo(25);
  });
});

describe('the score of the whole', () => {
  test('no score of anything is raised by a worse indicator', () => {
    assert(
      property(anyComponents, nat(), anyScore, anyLines, (components, choice, score, lines) => {
        const worse = withWorse(components, choice, score);
        const before = allScores(components, lines);
        const raised = allScores(worse, lines).filter((after, index) => {
          const earlier = before[index] ?? null;
          return after === null || earlier === null ? after !== earlier : after > earlier + HAIR;
        });
        expect(raised).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('every score is between 0 and 100, or null', () => {
    assert(
      property(anyComponents, anyLines, (components, lines) => {
        const known = allScores(components, lines).filter((score) => score !== null);
        expect(known.filter((score) => !(score >= 0 && score <= 100))).toEqual([]);
      }),
    );
  });

  test('without data it is unknown, and below half of the weight too', () => {
    const well: Part[][] = [[{ score: 100, weight: 1, critical: false }]];
    const known = (weight: number): ScoredComponent => ({ weight, critical: false, items: well });
    const unknown: ScoredComponent = { weight: 3, critical: true, items: [] };
    expect(itemScore([], LINES)).toBeNull();
    expect(componentScore([], LINES)).toBeNull();
    expect(wholeScore([], LINES)).toEqual({ score: null, known: 0 });
    expect(wholeScore([unknown], LINES)).toEqual({ score: null, known: 0 });
    expect(wholeScore([unknown, known(2)], LINES)).toEqual({ score: null, known: 0.4 });
    expect(wholeScore([unknown, known(3)], LINES)).toEqual({ score: 100, known: 0.5 });
    expect(statusOf(null, LINES)).toBe('unknown');
  });

  test('no data is neither good nor bad: without the component the score is the same', () => {
    assert(
      property(anyComponents, (components) => {
        const empty = { weight: 0.001, critical: true, items: [] };
        const before = wholeScore(components, LINES);
        const after = wholeScore([...components, empty], LINES);
        pre(after.score !== null);
        expect(after.score).toBeCloseTo(before.score!, 9);
      }),
    );
  });

  test('a critical component that is critical makes the whole critical', () => {
    assert(
      property(anyComponents, anyLines, (components, lines) => {
        const { score } = wholeScore(components, lines);
        const critical = components.some((component) => {
          const own = componentScore(component.items, lines);
          return own !== null && own < lines.critical && component.critical && component.weight > 0;
        });
        pre(critical && score !== null);
        expect(statusOf(score, lines)).toBe('critical');
      }),
    );
  });

  test('only the relations of the weights matter', () => {
    const anyFactor = double({ min: 0.001, max: 1000, noNaN: true });
    assert(
      property(anyComponents, anyFactor, anyFactor, anyLines, (components, a, b, lines) => {
        const scaled = components.map(({ weight, items, ...rest }) => ({
          ...rest,
          weight: weight * a,
          items: items.map((item) => item.map((part) => ({ ...part, weight: part.weight * b }))),
        }));
        const before = wholeScore(components, lines);
        const after = wholeScore(scaled, lines);
        // On a line, and at half of the weight, a last digit decides.
        pre(Math.abs(before.known - 0.5) > HAIR && !nearLine(components, lines));
        expect(after.known).toBeCloseTo(before.known, 6);
        expect(after.score === null).toBe(before.score === null);
        expect(after.score ?? 0).toBeCloseTo(before.score ?? 0, 6);
      }),
    );
  });

  test('one that fails among a thousand shows', () => {
    const items = [0, ...Array.from({ length: 999 }, () => 100)].map((score): Part[] => [
      { score, weight: 1, critical: true },
    ]);
    expect(componentScore(items, LINES)).toBeCloseTo(49.95);
  });
});

/** All scores of items, of components, and of the whole. */
function allScores(
  components: readonly ScoredComponent[],
  lines: typeof LINES,
): readonly (number | null)[] {
  return [
    wholeScore(components, lines).score,
    ...components.map(({ items }) => componentScore(items, lines)),
    ...components.flatMap(({ items }) => items.map((item) => itemScore(item, lines))),
  ];
}

/** With one of the indicators, if there is one, worse. */
function withWorse(
  components: readonly ScoredComponent[],
  choice: number,
  score: number,
): ScoredComponent[] {
  const parts = components.flatMap(({ items }) => items.flat());
  const chosen = parts[choice % Math.max(1, parts.length)];
  return components.map(({ items, ...rest }) => ({
    ...rest,
    items: items.map((item) =>
      item.map((part) =>
        part === chosen ? { ...part, score: Math.min(part.score, score) } : part,
      ),
    ),
  }));
}

/** Whether a last digit decides if something is critical. */
function nearLine(components: readonly ScoredComponent[], { critical }: typeof LINES): boolean {
  return allScores(components, { warning: 99, critical })
    .filter((score) => score !== null)
    .some((score) => Math.abs(score - critical) < 1e-6);
}
