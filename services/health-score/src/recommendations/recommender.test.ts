import { expect, test, vi } from 'vitest';
import type { Sample } from '@agent-vitals/worker/prometheus-client';
import { createRecommender, type RecommenderOptions } from './recommender.js';
import type { Finding, Rule } from './rule.js';
import { RULES } from './rules.js';
import { testConfig } from './testing/decide.js';

const config = testConfig();
const now = Date.parse('2026-11-24T09:00:00Z');

const finding = (subject: string, amount: number, rest: Partial<Finding> = {}): Finding => ({
  title: `Do something about ${subject}`,
  subject,
  detail: '',
  gain: { kind: 'USD per month', amount },
  confidence: 'high',
  evidence: { query: 'calls', values: { amount } },
  link: '/',
  ...rest,
});
const rule = (id: string, decide: Rule['decide']): Rule => ({
  id,
  title: id,
  queries: { calls: 'sum(increase(calls[$window]))' },
  decide,
});

/** Six hours of data, of few series. */
const sixHours = (promql: string): readonly Sample[] =>
  promql.includes('* 21600') ? [{ labels: {}, value: 21_600, time: now / 1000 }] : [];

function recommender(
  rules: readonly Rule[],
  answer: (promql: string) => readonly Sample[] = sixHours,
) {
  const log = { warn: vi.fn<RecommenderOptions['log']['warn']>() };
  const query = vi.fn<(promql: string, time?: Date) => Promise<readonly Sample[]>>(async (promql) =>
    answer(promql),
  );
  const made = createRecommender({
    config,
    prometheus: { query },
    clock: () => now,
    log,
    rules,
  });
  return { evaluate: () => made.evaluate(), query, log };
}

test('the largest gain to be expected comes first, with the query as it was asked', async () => {
  const { evaluate } = recommender([
    rule('small', () => [finding('a', 10)]),
    rule('large', () => [
      finding('b', 100, { confidence: 'low' }),
      finding('c', 80, { key: 'shop/c' }),
    ]),
  ]);
  const found = await evaluate();
  expect(found.map(({ id }) => id)).toEqual(['large:shop/c', 'large:b', 'small:a']);
  expect(found[0]).toMatchObject({
    rule: 'large',
    evidence: { query: 'sum(increase(calls[6h]))', values: { amount: 80 } },
  });
});

test('the same query is asked once, all at one time', async () => {
  const { evaluate, query } = recommender(RULES);
  await evaluate();
  const asked = query.mock.calls.map(([promql]) => promql);
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked.length).toBeLessThan(80);
  expect(new Set(query.mock.calls.map(([, time]) => time?.getTime()))).toEqual(new Set([now]));
  expect(asked.join('\n')).not.toContain('$');
});

test('a rule that fails is logged, and the others still tell', async () => {
  const { evaluate, log } = recommender([
    rule('broken', () => {
      throw new Error('no such label');
    }),
    rule('sound', () => [finding('a', 1)]),
  ]);
  expect(await evaluate()).toHaveLength(1);
  expect(log.warn).toHaveBeenCalledExactlyOnceWith(
    { rule: 'broken', err: new Error('no such label') },
    'a rule for recommendations failed',
  );
});

test('a Prometheus that is away is said, not taken for a system without faults', async () => {
  const away = recommender(RULES, () => {
    throw new Error('Prometheus cannot be reached');
  });
  await expect(away.evaluate()).rejects.toThrow('Prometheus cannot be reached');
});

test('each rule has a name of its own', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
});
