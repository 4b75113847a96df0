import { expect, test } from 'vitest';
import { createBackoff } from './backoff.js';

test('the delay doubles from one second to thirty', () => {
  const backoff = createBackoff();
  expect(Array.from({ length: 7 }, () => backoff.next(0))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
  ]);
});

test('a program that was well for a minute starts afresh', () => {
  const backoff = createBackoff();
  backoff.next(0);
  backoff.next(0);
  expect(backoff.next(59_999)).toBe(4_000);
  expect(backoff.next(60_000)).toBe(1_000);
});
