import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NamedFact } from '../fact.js';
import { openFactStore, type FactStore } from './fact-store.js';
import { sampleFact } from '../testing/sample-fact.js';

const NOW = Date.parse('2026-11-24T09:30:00Z');
const HOUR = 3_600_000;

let store: FactStore;

beforeEach(() => {
  store = openFactStore(':memory:');
});
afterEach(() => store.close());

const fact = (key: string, more: Partial<NamedFact> = {}): NamedFact => sampleFact(key, NOW, more);

const sums = (from = 0, promptName?: string): unknown =>
  store
    .sumsOf({ from, to: NOW, promptName })
    .map(({ promptVersion, name, count, sum, squares, firstAt, lastAt }) => [
      promptVersion,
      name,
      count,
      sum,
      squares,
      firstAt - NOW,
      lastAt - NOW,
    ]);

test('observations are added up by version and name, over the hours', () => {
  store.add([
    fact('a', { at: NOW - 2 * HOUR }),
    fact('b', { values: { overall_quality: 1, clarity_score: 2 } }),
    fact('c', { promptVersion: '4' }),
    fact('d', { promptVersion: undefined }),
    fact('e', { kind: 'recommendation', values: { expected_improvement: 9 } }),
  ]);
  expect(sums()).toEqual([
    ['3', 'overall_quality', 2, 1.5, 1.25, -2 * HOUR, 0],
    ['3', 'clarity_score', 1, 2, 4, 0, 0],
    ['4', 'overall_quality', 1, 0.5, 0.25, 0, 0],
  ]);
  expect(sums(NOW - HOUR)).toContainEqual(['3', 'overall_quality', 1, 1, 1, 0, 0]);
  expect(sums(0, 'reviewer')).toEqual([]);
});

test('what is known counts once, also when it was forgotten but for the sums', () => {
  store.add([fact('a', { at: NOW - 1 }), fact('b')]);
  expect(store.add([fact('b'), fact('c')])).toEqual([fact('c')]);
  store.published(store.pending(10));
  store.forgetAllBut(1);
  expect(store.count()).toBe(1);
  expect(sums()).toEqual([['3', 'overall_quality', 3, 1.5, 0.75, -1, 0]]);
});

test('what is not published yet is not forgotten for being one of many', () => {
  store.add([fact('a', { at: NOW - 1 }), fact('b')]);
  store.forgetAllBut(1);
  expect(store.pending(10).map(({ key }) => key)).toEqual(['a', 'b']);
});

test('what is old is forgotten, but for optimisations, which are read again each time', () => {
  store.add([
    fact('a', { at: NOW - 2 * HOUR }),
    fact('b'),
    fact('c', { at: NOW - 2 * HOUR, kind: 'optimisation' }),
  ]);
  store.forgetBefore(NOW - HOUR);
  expect(store.find(['a', 'b', 'c']).map(({ key }) => key)).toEqual(['b', 'c']);
  expect(sums()).toEqual([['3', 'overall_quality', 1, 0.5, 0.25, 0, 0]]);
});
