import { expect, test } from 'vitest';
import { createRhythm, rateAt } from './rhythm.js';

const hour = (value: number): number => value * 60 * 60 * 1000;

const draw = (pause: (nowMs: number) => number) => [pause(0), pause(0), pause(0)];

test('the rate is highest at 14:00 and lowest at 02:00', () => {
  expect(rateAt(2, hour(14))).toBeCloseTo(3);
  expect(rateAt(2, hour(2))).toBeCloseTo(1);
  expect(rateAt(2, hour(20))).toBeCloseTo(2);
  expect(rateAt(2, hour(24 + 14))).toBeCloseTo(3);
});

test('a simulated day has as many arrivals as the base rate says, and more in the afternoon', () => {
  const pause = createRhythm(0.5, 1);
  const byHour = Array.from({ length: 24 }, () => 0);
  for (let now = pause(0); now < hour(24); now += pause(now)) {
    byHour[Math.floor(now / hour(1))]! += 1;
  }
  const total = byHour.reduce((sum, count) => sum + count);
  expect(total / (24 * 3600)).toBeCloseTo(0.5, 1);
  expect(byHour[14]! / byHour[2]!).toBeGreaterThan(2.5);
});

test('the same seed gives the same pauses', () => {
  const [one, two, other] = [createRhythm(1, 5), createRhythm(1, 5), createRhythm(1, 6)];
  const first = draw(one);
  expect(draw(two)).toStrictEqual(first);
  expect(draw(other)).not.toStrictEqual(first);
});
