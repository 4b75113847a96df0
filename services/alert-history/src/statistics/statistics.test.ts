import { expect, test } from 'vitest';
import { countEpisodes } from './episodes.js';
import { percentilesOf } from './percentile.js';

test('percentiles are times that were', () => {
  expect(percentilesOf([])).toBeNull();
  expect(percentilesOf([7])).toEqual({ median: 7, p95: 7 });
  expect(percentilesOf([5, 1, 4, 2])).toEqual({ median: 2, p95: 5 });
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect(percentilesOf(hundred)).toEqual({ median: 50, p95: 95 });
});

test('alerts of one service at the same time are one episode', () => {
  expect(
    countEpisodes([
      { service: 'shop', startsAt: 0, resolvedAt: 100 },
      { service: 'shop', startsAt: 20, resolvedAt: 50 },
      { service: 'till', startsAt: 30, resolvedAt: 40 },
      { service: 'shop', startsAt: 90, resolvedAt: 120 },
      { service: 'shop', startsAt: 130, resolvedAt: null },
      { service: 'shop', startsAt: 900, resolvedAt: null },
    ]),
  ).toBe(3);
});
