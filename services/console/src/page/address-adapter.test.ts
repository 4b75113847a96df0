import { expect, it } from 'vitest';
import { isNewChoice } from './address-adapter.js';

it.each([
  ['?start=1h&refresh=10s', '?start=6h&refresh=10s'],
  ['?start=1h', '?start=1764137000000&end=1764137600000'],
  ['?start=1h&var-agent=a', '?start=1h&var-agent=a%2Cb'],
])('can be gone back from: %s to %s', (before, after) => {
  expect(isNewChoice(before, after)).toBe(true);
});

it.each([
  ['', '?start=30m'],
  ['?start=30m', '?start=30m&refresh=10s&var-agent=$__all'],
  ['?start=30m&refresh=10s', '?start=30m&refresh=0s'],
])('is no step of its own: %s to %s', (before, after) => {
  expect(isNewChoice(before, after)).toBe(false);
});
