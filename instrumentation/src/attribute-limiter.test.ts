import { expect, test } from 'vitest';
import { createAttributeLimiter } from './attribute-limiter.js';

test('keeps the first values of each attribute, folds the rest, and tells of the first time', () => {
  const folds: unknown[] = [];
  const limiter = createAttributeLimiter({
    bound: 2,
    onFold: (attribute, first) => folds.push([attribute, first]),
  });
  expect(limiter.limit({ agent: 'a', port: 1 })).toEqual({ agent: 'a', port: 1 });
  expect(limiter.limit({ agent: 'b' })).toEqual({ agent: 'b' });
  expect(limiter.limit({ agent: 'c', port: 1 })).toEqual({ agent: 'other', port: 1 });
  expect(limiter.limit({ agent: 'd' })).toEqual({ agent: 'other' });
  expect(limiter.limit({ agent: 'a' })).toEqual({ agent: 'a' });
  expect(folds).toEqual([
    ['agent', true],
    ['agent', false],
  ]);
});

test('leaves attributes that fit untouched, and does not count "other" as a value', () => {
  const limiter = createAttributeLimiter({ bound: 1, onFold: () => {} });
  const attributes = { agent: 'other' };
  expect(limiter.limit(attributes)).toBe(attributes);
  expect(limiter.limit({ agent: 'a' })).toEqual({ agent: 'a' });
});
