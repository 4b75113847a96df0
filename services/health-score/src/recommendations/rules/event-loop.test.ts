import { expect, test } from 'vitest';
import { type Answers, decide } from '../testing/decide.js';
import { eventLoop } from './event-loop.js';

type Answer = Answers<keyof typeof eventLoop.queries>;
const one = { service_name: 'api', service_instance_id: 'a' };

const BLOCKED: Answer = {
  looks: [[one, 8640]],
  delay: [[one, 0.4]],
  utilization: [[one, 0.8]],
};

test('a process that blocks its event loop is told', () => {
  expect(decide(eventLoop, BLOCKED)).toMatchObject([
    {
      title: 'Unblock the event loop of api',
      gain: { kind: 'seconds per call', amount: 0.4 },
      confidence: 'high',
    },
  ]);
});

test.each<[string, Answer]>([
  ['it is on time', { delay: [[one, 0.02]] }],
  ['it just started', { looks: [[one, 5]] }],
])('it stays silent when %s', (_, change) => {
  expect(decide(eventLoop, { ...BLOCKED, ...change })).toEqual([]);
});
