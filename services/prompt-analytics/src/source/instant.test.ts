import { expect, test } from 'vitest';
import { instantOf } from './instant.js';

const at = (...args: Parameters<typeof instantOf>): string | undefined => {
  const instant = instantOf(...args);
  return instant && new Date(instant.at).toISOString();
};

test.each([
  ['of a clock in Berlin', '2026-07-01T14:00:03.123456', '2026-07-01 12:00:04'],
  ['of a clock in New York', '2026-07-01T08:00:03.123', '2026-07-01 12:00:04'],
  ['of a clock in Kathmandu', '2026-07-01 17:45:03.123', '2026-07-01 12:00:04'],
  ['of a clock in UTC', '2026-07-01T12:00:03.123', '2026-07-01 12:00:04'],
  ['with its own zone', '2026-07-01T14:00:03.123+02:00', '2026-07-01 15:30:00'],
  ['in seconds since 1970', 1_782_907_203.123, null],
])('a time %s is the moment that it tells', (_, time, writtenAt) => {
  expect(at(time, writtenAt)).toBe('2026-07-01T12:00:03.123Z');
});

test('a row that was written long after is read by the clock of the others', () => {
  const twoHours = 2 * 3_600_000;
  expect(at('2026-07-01T14:00:00', '2026-07-20 10:00:00', twoHours)).toBe(
    '2026-07-01T12:00:00.000Z',
  );
  expect(at('2026-07-01T14:00:00', null)).toBe('2026-07-01T14:00:00.000Z');
});

test('a day is its beginning', () => {
  expect(at('2026-07-01', null)).toBe('2026-07-01T00:00:00.000Z');
});

test.each(['yesterday', '', '12:30', null, undefined, NaN, {}])('%o is no time', (time) => {
  expect(instantOf(time, '2026-07-01 12:00:04')).toBeUndefined();
});
