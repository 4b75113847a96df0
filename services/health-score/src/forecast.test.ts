import { expect, test } from 'vitest';
import { forecastOf } from './forecast.js';
import type { Point } from '@agent-vitals/worker/prometheus-client';

const AT = new Date('2026-03-01T12:00:00Z');
const DISK = { good: 0.8, warning: 0.9, critical: 0.97, worst: 1.05, weight: 1 };
const CACHE = { good: 0.98, warning: 0.95, critical: 0.85, worst: 0.5, weight: 1 };

/** The last 15 minutes, of which the values are what `valueAt` says for the minutes until now. */
const lastMinutes = (valueAt: (minutes: number) => number, count = 31): Point[] =>
  Array.from({ length: count }, (_, index) => {
    const secondsAgo = 30 * (count - 1 - index);
    return { time: AT.getTime() / 1000 - secondsAgo, value: valueAt(-secondsAgo / 60) };
  });

test('a line that rises to the warning line within the hour is told, with its slope and fit', () => {
  const forecast = forecastOf(
    lastMinutes((minutes) => 0.87 + 0.001 * minutes),
    DISK,
    AT,
  );
  expect(forecast).toMatchObject({ line: 'warning', inSeconds: 1800, rSquared: 1 });
  expect(forecast!.slopePerHour).toBeCloseTo(0.06);
});

test('past the warning line it is told of the critical line', () => {
  const points = lastMinutes((minutes) => 0.92 + 0.005 * minutes);
  expect(forecastOf(points, DISK, AT)).toMatchObject({ line: 'critical', inSeconds: 600 });
});

test('an indicator that gets worse by falling is told too', () => {
  const points = lastMinutes((minutes) => 0.97 - 0.001 * minutes);
  expect(forecastOf(points, CACHE, AT)).toMatchObject({ line: 'warning', inSeconds: 1200 });
});

test.each([
  ['that recovers', lastMinutes((minutes) => 0.92 - 0.005 * minutes)],
  ['that would take longer than an hour', lastMinutes((minutes) => 0.81 + 0.0001 * minutes)],
  ['that does not move', lastMinutes(() => 0.85)],
  ['that only swings', lastMinutes((minutes) => 0.85 + 0.04 * Math.sin(minutes * 3))],
  ['that jumped a minute ago', lastMinutes((minutes) => (minutes < -1 ? 0.1 : 0.89))],
  ['that is known for five minutes', lastMinutes((minutes) => 0.89 + 0.01 * minutes, 11)],
  ['that is critical already', lastMinutes((minutes) => 0.98 + 0.001 * minutes)],
])('nothing is told of one %s', (_, points) => {
  expect(forecastOf(points, DISK, AT)).toBeUndefined();
});
