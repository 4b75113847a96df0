import { createRandom } from '@agent-vitals/demo/random';
import { expect, test } from 'vitest';
import { correlate } from './correlate.js';

test('what rises together is correlated by rank, whatever its scale', () => {
  const pairs = [1, 2, 3, 4, 5, 6, 7, 8].map((x) => [x, x ** 3] as const);
  const { coefficient, interval } = correlate(pairs);
  expect(coefficient).toBeCloseTo(1);
  expect(interval![0]).toBeGreaterThan(0.9);
  expect(correlate(pairs.map(([x, y]) => [x, -y] as const)).coefficient).toBeCloseTo(-1);
});

test('the interval holds what there is nothing of in nearly all cases', () => {
  const random = createRandom(4);
  const held = Array.from({ length: 200 }, () => {
    const pairs = Array.from({ length: 12 }, () => [random.normal(), random.normal()] as const);
    const [low, high] = correlate(pairs).interval!;
    return low <= 0 && high >= 0;
  });
  expect(held.filter(Boolean).length).toBeGreaterThanOrEqual(190);
});

test('too few versions have no interval, and what never changes no correlation', () => {
  expect(
    correlate([
      [1, 2],
      [2, 1],
      [3, 3],
    ]),
  ).toMatchObject({ count: 3, interval: undefined });
  expect(
    correlate([
      [1, 2],
      [2, 2],
      [3, 2],
      [4, 2],
    ]),
  ).toEqual({
    count: 4,
    coefficient: undefined,
    interval: undefined,
  });
  expect(correlate([])).toMatchObject({ count: 0, coefficient: undefined });
});
