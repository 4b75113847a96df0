import { expect, test } from 'vitest';
import { mannKendall } from './mann-kendall.js';

// Expected: pymannkendall 1.4.3 (Hussain and Mahmud, Journal of Open Source Software 4(39), 2019).
const DRIFTING = [
  0, -0.38, 0.26, 0.17, 0.74, -0.05, -0.02, 0.45, 1.98, 3.51, 2.32, 1.96, 3.18, 1.57, 1.87, 2.54,
  4.49, 5.54, 5.43, 5.35, 5.47, 7.4, 7.05, 6.96, 7.6, 7.7, 7.76, 6.96, 7.47, 7.51,
];
const WANDERING = [
  0, 0.001, 0.3, -0.004, -0.894, -1.26, -2.125, -1.853, -0.327, -0.787, -1.328, -0.706, -0.278,
  -0.145, -1.061, -0.984, -0.19, -1.516, -1.822, -3.541, -4.476, -5.87, -5.518, -6.234, -5.339,
  -4.649, -4.371, -6.45, -6.344, -5.758, -5.069, -6.092, -5.961, -6.343, -6.518, -4.805, -5.132,
  -4.651, -3.302, -3.555, -3.311, -2.87, -2.519, -3.492, -3.067, -1.401, -2.808, -1.668, -1.382,
  -1.885, 0.304, 1.036, -0.267, -0.166, 0.427, 0.196, 0.859, 0.707, 1.303, 2.611,
];

test('a straight line is a trend, by the test for values without autocorrelation', () => {
  const trend = mannKendall([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])!;
  expect(trend.slope).toBe(1);
  expect(trend.pValue).toBeCloseTo(8.303e-5, 6);
});

test('equal values narrow the variance, alternating ones do not', () => {
  const trend = mannKendall([10, 12, 11, 14, 13, 15, 15, 17, 16, 18, 20, 19])!;
  expect(trend.slope).toBeCloseTo(0.845_238, 6);
  expect(trend.pValue).toBeCloseTo(1.185e-4, 6);
});

test('autocorrelation weakens the evidence as Hamed and Rao say', () => {
  const drift = mannKendall(DRIFTING)!;
  expect(drift.slope).toBeCloseTo(0.320_455, 6);
  expect(drift.pValue).toBeCloseTo(1.0844e-6, 6);
  expect(mannKendall(WANDERING)!.pValue).toBeCloseTo(0.756_95, 4);
  expect(mannKendall(WANDERING)!.slope).toBeCloseTo(0.016_26, 5);
});

test('what does not change has no trend', () => {
  expect(mannKendall(Array.from({ length: 60 }, () => 100))).toEqual({ pValue: 1, slope: 0 });
});

test('a few values tell nothing', () => {
  expect(mannKendall([1, 2, 3, 4, 5, 6, 7, 8, 9])).toBeUndefined();
});
