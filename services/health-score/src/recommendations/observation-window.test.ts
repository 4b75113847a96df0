import { expect, test } from 'vitest';
import { hourly, monthly, WINDOW_QUERY, windowOf, withWindow } from './observation-window.js';
import { DAY, TEN_MINUTES } from './testing/decide.js';

const found = (seconds: number) => windowOf([{ labels: {}, value: seconds, time: 0 }]);

test('the window is the longest that has data, or the shortest', () => {
  expect(WINDOW_QUERY.indexOf('* 86400')).toBeLessThan(WINDOW_QUERY.indexOf('* 600'));
  expect(found(86_400)).toEqual(DAY);
  expect(found(600)).toEqual(TEN_MINUTES);
  expect(windowOf([])).toMatchObject({ seconds: 300 });
});

test('a short window is read sample by sample, a long one every five minutes', () => {
  const promql =
    'increase(calls[$counted]) + increase(calls[$day]) + rate(calls[$range])[$window:$step]';
  expect(withWindow(promql, TEN_MINUTES)).toBe(
    'increase(calls[10m]) + increase(calls[1d]) + rate(calls[120s])[10m:60s]',
  );
  expect(withWindow(promql, DAY)).toBe(
    'increase(calls[1d:300s]) + increase(calls[1d:300s]) + rate(calls[600s])[1d:300s]',
  );
});

test('amounts go on at the same rate', () => {
  expect(monthly(2, DAY)).toBe(60);
  expect(hourly(2, TEN_MINUTES)).toBe(12);
});
