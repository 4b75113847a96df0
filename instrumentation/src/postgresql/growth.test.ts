import { expect, test } from 'vitest';
import { createGrowth } from './growth.js';

test('counts what was added since the last look, and not what was there before the first', () => {
  const growth = createGrowth();
  expect([5000, 5003, 5003, 5010].map((count) => growth.since('calls', count))).toEqual([
    0, 3, 0, 7,
  ]);
});

test('a count that was reset begins anew, without a burst', () => {
  const growth = createGrowth();
  expect([100, 4, 6].map((count) => growth.since('calls', count))).toEqual([0, 0, 2]);
});

test('what was not seen for one look is forgotten', () => {
  const growth = createGrowth();
  growth.since('a', 1);
  growth.forget();
  growth.since('b', 1);
  growth.forget();
  expect(growth.since('a', 9)).toBe(0);
  expect(growth.since('b', 9)).toBe(8);
});
