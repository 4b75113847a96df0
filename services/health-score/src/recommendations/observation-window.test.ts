import { expect, test } from 'vitest';
import { hourly, monthly, WINDOW_QUERY, windowsOf, withWindows } from './observation-window.js';
import { DAY, TEN_MINUTES } from './testing/decide.js';

const answer = (value: number) => [{ labels: {}, value, time: 0 }];

test('the window is the longest that has data, or the shortest', () => {
  expect(WINDOW_QUERY.indexOf('* 86400')).toBeLessThan(WINDOW_QUERY.indexOf('* 600'));
  expect(windowsOf(answer(86_400), answer(7))).toEqual({ window: DAY, day: DAY });
  expect(windowsOf(answer(600), answer(7))).toEqual({ window: TEN_MINUTES, day: DAY });
  expect(windowsOf([], [])).toMatchObject({ window: { seconds: 300 }, day: DAY });
});

test('the more series, the shorter the window, so that no query reads too much', () => {
  expect(windowsOf(answer(86_400), answer(1000))).toMatchObject({
    window: { promql: '2h' },
    day: { promql: '2h' },
  });
});

test('the windows are put into the queries', () => {
  const promql =
    'increase(a[$window]) + increase(a[$day]) + rate(a[$range])[$window:$step] + b[$window:$sparse]';
  expect(withWindows(promql, { window: TEN_MINUTES, day: DAY })).toBe(
    'increase(a[10m]) + increase(a[1d]) + rate(a[120s])[10m:60s] + b[10m:60s]',
  );
  expect(withWindows(promql, { window: DAY, day: DAY })).toBe(
    'increase(a[1d]) + increase(a[1d]) + rate(a[600s])[1d:300s] + b[1d:3600s]',
  );
});

test('amounts go on at the same rate', () => {
  expect(monthly(2, DAY)).toBe(60);
  expect(hourly(2, TEN_MINUTES)).toBe(12);
});
