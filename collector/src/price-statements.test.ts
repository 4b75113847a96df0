import { expect, test } from 'vitest';
import { whenActive } from './price-constraints.js';
import { whenModel } from './price-match.js';
import { createPriceStatements } from './price-statements.js';

const MODEL = 'span.name';

test('the price list’s ways to match a model become conditions', () => {
  expect(whenModel({ equals: 'gpt-5' }, MODEL)).toBe('span.name == "gpt-5"');
  expect(
    whenModel(
      { or: [{ starts_with: 'a' }, { and: [{ ends_with: 'b' }, { contains: 'c.1' }] }] },
      MODEL,
    ),
  ).toBe(
    '(HasPrefix(span.name, "a") or (HasSuffix(span.name, "b") and IsMatch(span.name, "c\\\\.1")))',
  );
  expect(whenModel({ regex: '^o[134]' }, MODEL)).toBe('IsMatch(span.name, "^o[134]")');
});

test('a pattern that only excludes is turned round, since Go cannot look ahead', () => {
  expect(whenModel({ regex: '^(?!.*-tts(?:$|-))' }, MODEL)).toBe(
    'not IsMatch(span.name, "^(?:.*-tts(?:$|-))")',
  );
});

test('no statement asks Go for what it cannot do', () => {
  const all = createPriceStatements().flatMap(({ statements }) => statements);
  expect(all.length).toBeGreaterThan(400);
  expect(all.filter((statement) => /\(\?[=!<]/.test(statement))).toEqual([]);
});

test('prices that begin on a day, or hold at a time of day, are in force only then', () => {
  expect(whenActive(undefined)).toEqual([]);
  expect(whenActive({ type: 'start_date', start_date: '2026-07-30' })).toEqual([
    'span.start_time_unix_nano >= 1785369600000000000',
  ]);
  expect(
    whenActive({ type: 'time_of_date', start_time: '00:30:00Z', end_time: '16:30:00Z' }),
  ).toEqual([
    'Hour(span.start_time) * 60 + Minute(span.start_time) >= 30',
    'Hour(span.start_time) * 60 + Minute(span.start_time) < 990',
  ]);
});
