import { expect, it } from 'vitest';
import { formatDuration } from './format-duration.js';

it.each([
  [0.0424, '42 µs'],
  [41.26, '41.3 ms'],
  [412, '412 ms'],
  [3046, '3.05 s'],
  [130_000, '2 min 10 s'],
])('writes %d ms as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
