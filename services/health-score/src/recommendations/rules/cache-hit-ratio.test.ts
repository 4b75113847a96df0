import { expect, test } from 'vitest';
import { type Answers, decide } from '../testing/decide.js';
import { cacheHitRatio } from './cache-hit-ratio.js';

type Answer = Answers<keyof typeof cacheHitRatio.queries>;
const database = { server_address: 'db', server_port: '5432', db_namespace: 'shop' };

const COLD: Answer = { hits: [[database, 8_000_000]], reads: [[database, 2_000_000]] };

test('a database that reads from disk is told', () => {
  expect(decide(cacheHitRatio, COLD)).toMatchObject([
    {
      title: 'More cache for shop',
      subject: 'db:5432/shop',
      gain: { kind: 'ratio', amount: expect.closeTo(0.15, 6) },
      confidence: 'high',
    },
  ]);
});

test.each<[string, Answer]>([
  ['nearly all is in the cache', { reads: [[database, 1000]] }],
  ['it was just started', { hits: [[database, 500]], reads: [[database, 500]] }],
])('it stays silent when %s', (_, change) => {
  expect(decide(cacheHitRatio, { ...COLD, ...change })).toEqual([]);
});
