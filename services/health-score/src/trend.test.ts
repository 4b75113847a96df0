import { expect, test } from 'vitest';
import { judge } from './trend.js';

/** Sixty minutes; the noise is the same each time. */
const hour = (valueAt: (minute: number) => number): number[] =>
  Array.from({ length: 60 }, (_, minute) => valueAt(minute) + Math.sin(minute * 12.9898) / 2);

test('a fall that is no chance is worsening, with its points an hour', () => {
  const trend = judge(hour((minute) => 95 - minute / 4));
  expect(trend).toMatchObject({ direction: 'worsening', samples: 60 });
  expect(trend.slopePerHour).toBeCloseTo(-15, 0);
  expect(trend.pValue).toBeLessThan(0.001);
});

test('a rise that is no chance is improving', () => {
  expect(judge(hour((minute) => 50 + minute / 2)).direction).toBe('improving');
});

test.each([
  ['noise', hour(() => 90)],
  ['a fall of less than two points an hour', hour((minute) => 95 - minute / 60)],
  ['one minute that was bad', hour((minute) => (minute === 40 ? 0 : 95))],
  ['a wave', hour((minute) => 80 + 15 * Math.sin(minute / 6))],
])('%s is steady', (_, values) => {
  expect(judge(values).direction).toBe('steady');
});

test('of the first minutes nothing is said', () => {
  expect(judge([90, 80, 70])).toEqual({
    direction: 'unknown',
    slopePerHour: null,
    pValue: null,
    samples: 3,
  });
});
