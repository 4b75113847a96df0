import { createRandom, type Random } from '@agent-vitals/demo/random';
import { expect, test } from 'vitest';
import { compare, ENOUGH, type Verdict } from './compare.js';
import { MEASURES, type MeasureName } from './measures.js';
import { sampleOf, sampleOfShare, sampleOfSums, type Sample } from './sample.js';

const RUNS = 200;
const COMPARISONS = 200;

const runs = (one: () => number): Sample => sampleOf(Array.from({ length: RUNS }, one));

/** What a version does in its runs, each measure with a noise as models have it. */
function runsOf(random: Random, slower = 1): Readonly<Record<MeasureName, Sample>> {
  const share = (part: number): Sample =>
    sampleOfShare(
      RUNS,
      Array.from({ length: RUNS }, () => random.chance(part)).filter(Boolean).length,
    );
  return {
    quality: runs(() => Math.min(1, 0.8 + 0.1 * random.normal())),
    costPerSuccess: runs(() => random.logNormal(0.01, 0.5)),
    duration: runs(() => slower * random.logNormal(2, 0.4)),
    outputTokens: runs(() => random.logNormal(400, 0.5)),
    errors: share(0.03),
    loops: share(0.01),
  };
}

const names = Object.keys(MEASURES) as MeasureName[];

function verdicts(seed: number, slower: number): Readonly<Record<MeasureName, Verdict>>[] {
  const random = createRandom(seed);
  return Array.from({ length: COMPARISONS }, () => {
    const [older, newer] = [runsOf(random), runsOf(random, slower)];
    return Object.fromEntries(
      names.map((name) => [name, compare(name, older[name], newer[name]).verdict]),
    ) as Record<MeasureName, Verdict>;
  });
}

test.each([1, 2, 3])('two versions that are alike are not told apart (seed %i)', (seed) => {
  const alike = verdicts(seed, 1).filter((each) =>
    Object.values(each).every((verdict) => verdict === 'no evidence yet'),
  );
  expect(alike.length / COMPARISONS).toBeGreaterThanOrEqual(0.95);
});

test.each([1, 2, 3])('a version that is a fifth slower is found (seed %i)', (seed) => {
  const found = verdicts(seed, 1.2).filter(({ duration }) => duration === 'worse');
  expect(found.length / COMPARISONS).toBeGreaterThanOrEqual(0.9);
});

test('the verdict follows what is better of a measure', () => {
  const few = sampleOf(Array.from({ length: 100 }, (_, index) => 1 + (index % 10) / 100));
  const many = { ...few, mean: few.mean * 2 };
  expect(compare('duration', few, many)).toMatchObject({ verdict: 'worse', ratio: 1 });
  expect(compare('duration', many, few)).toMatchObject({ verdict: 'better', ratio: -0.5 });
  expect(compare('quality', few, many).verdict).toBe('better');
  expect(compare('quality', many, few).verdict).toBe('worse');
});

test('too few observations are no evidence, however far apart they are', () => {
  const one: Sample = { count: ENOUGH - 1, mean: 1, variance: 0.01 };
  const other: Sample = { count: 1000, mean: 9, variance: 0.01 };
  expect(compare('duration', one, other)).toMatchObject({
    interval: undefined,
    verdict: 'no evidence yet',
  });
});

test('shares near nothing have an interval that they can be in', () => {
  const none = sampleOfShare(200, 0);
  expect(compare('errors', none, none)).toMatchObject({
    difference: 0,
    ratio: undefined,
    verdict: 'no evidence yet',
  });
  // R. G. Newcombe 1998, table II, (a): 56 of 70 and 48 of 80, by method 10, there with 95 %.
  const { interval } = compare('errors', sampleOfShare(80, 48), sampleOfShare(70, 56));
  expect(interval![0]).toBeLessThan(0.0524);
  expect(interval![1]).toBeGreaterThan(0.3339);
  expect(compare('errors', sampleOfShare(200, 4), sampleOfShare(200, 40)).verdict).toBe('worse');
});

test('a sample of sums is that of the numbers', () => {
  const values = [1, 2, 2, 5, 9];
  const sum = values.reduce((total, value) => total + value, 0);
  const squares = values.reduce((total, value) => total + value ** 2, 0);
  const { count, mean, variance } = sampleOfSums(values.length, sum, squares);
  expect([count, mean]).toEqual([5, 3.8]);
  expect(variance).toBeCloseTo(sampleOf(values).variance, 10);
  expect(sampleOfSums(0, 0, 0)).toEqual({ count: 0, mean: 0, variance: 0 });
});
