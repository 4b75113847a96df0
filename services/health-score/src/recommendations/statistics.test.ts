import { expect, test } from 'vitest';
import { DAY, TEN_MINUTES } from './testing/decide.js';
import {
  atMost,
  confidenceOf,
  differenceInterval,
  meanInterval,
  shareInterval,
} from './statistics.js';

test('the interval of a share is that of Wilson', () => {
  // Worked example of Newcombe, 1998: 81 of 263, and 0 of 20.
  expect(shareInterval(81, 263)).toEqual({
    low: expect.closeTo(0.2553, 4),
    high: expect.closeTo(0.3662, 4),
  });
  expect(shareInterval(0, 20)).toEqual({ low: 0, high: expect.closeTo(0.1611, 4) });
  expect(shareInterval(0, 0)).toEqual({ low: 0, high: 1 });
});

test('more samples narrow an interval', () => {
  const few = meanInterval({ mean: 1, deviation: 1, count: 100 });
  expect(few).toEqual({ low: expect.closeTo(0.804, 3), high: expect.closeTo(1.196, 3) });
  const same = { mean: 1, deviation: 1, count: 10_000 };
  expect(differenceInterval(same, same).high).toBeCloseTo(1.96 * Math.sqrt(2 / 10_000), 9);
});

test('confidence needs samples and time', () => {
  expect(confidenceOf(5000, DAY)).toBe('high');
  expect(confidenceOf(500, DAY)).toBe('medium');
  expect(confidenceOf(50, DAY)).toBe('low');
  expect(confidenceOf(5000, TEN_MINUTES)).toBe('low');
  expect(atMost('high', 'medium')).toBe('medium');
  expect(atMost('low', 'medium')).toBe('low');
});
