import { expect, test } from 'vitest';
import { type Answers, decide, TEN_MINUTES } from '../testing/decide.js';
import { poolSize } from './pool-size.js';

type Answer = Answers<keyof typeof poolSize.queries>;
const pool = {
  service_name: 'api',
  service_instance_id: 'a',
  db_client_connection_pool_name: 'db:5432/shop',
};

const WELL: Answer = {
  size: [[pool, 40]],
  looks: [[pool, 8640]],
  waiting: [[pool, 0]],
  longestQueue: [[pool, 0]],
  mostUsed: [[pool, 30]],
};

test('a pool that is used well is no matter', () => {
  expect(decide(poolSize, WELL)).toEqual([]);
});

test('a pool that requests wait for is told, with the question to ask first', () => {
  const small: Answer = { ...WELL, waiting: [[pool, 0.2]], longestQueue: [[pool, 12]] };
  const [found] = decide(poolSize, small);
  expect(found).toMatchObject({
    title: 'Requests of api wait for a connection',
    evidence: { values: { wanted: 46 } },
  });
  expect(found?.detail).toContain('First see whether statements became slow');
});

test('a pool that is far too large is told after a day', () => {
  const large: Answer = { ...WELL, mostUsed: [[pool, 6]] };
  expect(decide(poolSize, large)).toMatchObject([
    { title: 'A smaller pool for api', gain: { kind: 'ratio', amount: 0.7 } },
  ]);
  expect(decide(poolSize, large, TEN_MINUTES)).toEqual([]);
});

test('a queue once in a while is what a pool is for', () => {
  const rare: Answer = { ...WELL, waiting: [[pool, 0.01]], longestQueue: [[pool, 12]] };
  expect(decide(poolSize, rare)).toEqual([]);
});
