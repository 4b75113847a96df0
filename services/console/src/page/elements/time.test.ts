import { describe, expect, it } from 'vitest';
import { formatMoment, formatSeconds } from './time.js';

describe('formatSeconds', () => {
  it.each([
    [0, '0 s'],
    [95, '95 s'],
    [1260, '21 min'],
    [9000, '2.5 h'],
    [300_000, '3.5 days'],
  ])('writes %d s as %s', (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text);
  });
});

describe('formatMoment', () => {
  const now = new Date(2026, 10, 24, 9, 0, 0).getTime();

  it.each([
    [new Date(2026, 10, 24, 3, 4, 5), '03:04:05'],
    [new Date(2026, 10, 23, 23, 4, 5), 'Nov 23 23:04:05'],
  ])('of %s tells the day where it is another one', (moment, text) => {
    expect(formatMoment(moment.getTime(), now)).toBe(text);
  });
});
