import { expect, test } from 'vitest';
import { type Answers, decide } from '../testing/decide.js';
import { slowStatements } from './slow-statements.js';

type Answer = Answers<keyof typeof slowStatements.queries>;
const database = { server_address: 'db', server_port: '5432', db_namespace: 'shop' };
const statement = { ...database, postgresql_queryid: '42' };

const SLOW: Answer = {
  seconds: [[statement, 900]],
  calls: [[statement, 3000]],
  total: [[database, 1800]],
};

test('a slow statement is told with its part of the time', () => {
  const [found] = decide(slowStatements, SLOW);
  expect(found).toMatchObject({
    title: 'Speed up statement 42 of shop',
    gain: { kind: 'seconds per call', amount: 0.25 },
    confidence: 'high',
  });
  expect(found?.detail).toContain('took 50 % of the time');
  expect(found?.detail).toContain('3,000 executions of 300 ms on average');
});

test('a fast one is told when the server does little else', () => {
  const heavy: Answer = { ...SLOW, seconds: [[statement, 9000]], calls: [[statement, 9_000_000]] };
  expect(decide(slowStatements, { ...heavy, total: [[database, 10_000]] })).toMatchObject([
    { title: 'Ask less often for statement 42 of shop', gain: { kind: 'ratio', amount: 0.9 } },
  ]);
});

test.each<[string, Answer]>([
  ['it is fast and rare', { seconds: [[statement, 3]] }],
  ['it is a small part of the time', { total: [[database, 100_000]] }],
  ['it ran a few times', { calls: [[statement, 4]] }],
])('it stays silent when %s', (_, change) => {
  expect(decide(slowStatements, { ...SLOW, ...change })).toEqual([]);
});
