import { describe, expect, it } from 'vitest';
import {
  formatChange,
  formatLine,
  formatPoints,
  formatScore,
  formatValue,
  nearestLine,
} from './format.js';

describe('formatValue', () => {
  it.each([
    [0.58, 'ratio', '58 %'],
    [0.9996, 'ratio', '100 %'],
    [-1, 'ratio', '-100 %'],
    [0.0412, 'seconds', '41.2 ms'],
    [31.4, 'seconds', '31.4 s'],
    [2.5, 'times', '2.5×'],
    [1_048_576, 'bytes per second', '1 MiB/s'],
    [0, 'bytes per second', '0 B/s'],
    [-2048, 'bytes per second', '-2 KiB/s'],
    [0.2, 'per minute', '0.2/min'],
    [12, 'calls', '12 calls'],
    [0.75, 'cores', '0.75 cores'],
  ])('writes %d %s as %s', (value, unit, text) => {
    expect(formatValue(value, unit)).toBe(text);
  });
});

it('rounds a score down, so that it never looks better than its status', () => {
  expect([79.96, 50, 49.99, 100, null].map(formatScore)).toEqual(['79', '50', '49', '100', '?']);
});

it('does not say that what costs a little costs nothing', () => {
  expect([0.04, 0, 9.64].map(formatPoints)).toEqual(['< 0.1', '0.0', '9.6']);
});

it('gives a change its sign', () => {
  expect([2.6, -51.9, 0.2, -0.4].map(formatChange)).toEqual(['+3', '−52', '±0', '±0']);
});

describe('the threshold that a value is held against', () => {
  const errors = { good: 0.02, warning: 0.05, critical: 0.2, worst: 0.6 };
  const hits = { good: 0.98, warning: 0.95, critical: 0.85, worst: 0.5 };

  it.each([
    [0.03, errors, 'warning above 5 %'],
    [0.1, errors, 'warning above 5 %'],
    [0.2, errors, 'critical above 20 %'],
    [0.96, hits, 'warning below 95 %'],
    [0.6, hits, 'critical below 85 %'],
  ])('of %d is the worst that it has crossed, or the next', (value, thresholds, text) => {
    const indicator = { value, thresholds, unit: 'ratio' };
    expect(formatLine(indicator, nearestLine(indicator))).toBe(text);
  });
});
