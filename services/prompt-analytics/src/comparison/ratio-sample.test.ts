import { createRandom } from '@agent-vitals/demo/random';
import { expect, test } from 'vitest';
import { compare, ENOUGH } from './compare.js';
import { sampleOfRatio } from './ratio-sample.js';
import type { Sample } from './sample.js';

type Window = readonly [spent: number, done: number];

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

const sampleOfWindows = (windows: readonly Window[]): Sample =>
  sampleOfRatio({
    windows: windows.length,
    spent: sum(windows.map(([spent]) => spent)),
    done: sum(windows.map(([, done]) => done)),
    spentSquares: sum(windows.map(([spent]) => spent ** 2)),
    doneSquares: sum(windows.map(([, done]) => done ** 2)),
    products: sum(windows.map(([spent, done]) => spent * done)),
  });

/** A hundred calls in each window. */
const windows = (cost: number, count: number): Sample =>
  sampleOfWindows(Array.from({ length: count }, (_, i) => [cost * (100 + (i % 3)), 100] as const));

test('the ratio of sums is no mean of ratios, and varies as its residuals do', () => {
  // 12 over 6 is 2; the residuals are 1, -1 and 0, so the variance of the ratio is 3/2 * 2 / 36.
  const sample = sampleOfWindows([
    [3, 1],
    [3, 2],
    [6, 3],
  ]);
  expect(sample).toEqual({ count: 6, mean: 2, variance: 0.5, independent: 3 });
  expect(sample.variance / sample.count).toBeCloseTo((1.5 * 2) / 36);
});

test('nothing done, and what is always the same', () => {
  expect(sampleOfWindows([[3, 0]])).toEqual({ count: 0, mean: 0, variance: 0 });
  expect(
    sampleOfWindows([
      [2, 1],
      [4, 2],
    ]),
  ).toMatchObject({ mean: 2, variance: 0 });
});

test('many calls in few windows are no evidence', () => {
  expect(compare('costPerSuccess', windows(1, ENOUGH - 1), windows(2, ENOUGH - 1))).toMatchObject({
    interval: undefined,
    verdict: 'no evidence yet',
  });
  expect(compare('costPerSuccess', windows(1, ENOUGH), windows(2, ENOUGH)).verdict).toBe('worse');
});

test.each([1, 2, 3])(
  'what varies by window is not told apart, a third more is (seed %i)',
  (seed) => {
    const random = createRandom(seed);
    /** What a call costs drifts with what is asked at the time. */
    const version = (dearer: number): Sample =>
      sampleOfWindows(
        Array.from({ length: 60 }, () => {
          const done = random.int(1, 20);
          return [dearer * done * random.logNormal(0.01, 0.3), done] as const;
        }),
      );
    const verdicts = (dearer: number): readonly string[] =>
      Array.from(
        { length: 200 },
        () => compare('costPerSuccess', version(1), version(dearer)).verdict,
      );
    expect(verdicts(1).filter((verdict) => verdict !== 'no evidence yet').length).toBeLessThan(10);
    expect(verdicts(1.33).filter((verdict) => verdict === 'worse').length).toBeGreaterThan(150);
  },
);
