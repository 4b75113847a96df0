import { expect, test } from 'vitest';
import { type Answers, decide, testConfig } from '../testing/decide.js';
import { agentLoop } from './agent-loop.js';

type Answer = Answers<keyof typeof agentLoop.queries>;
const agent = { service_name: 'shop', gen_ai_agent_name: 'writer' };

const LOOPS: Answer = {
  invocations: [[agent, 1000]],
  looping: [[agent, 0.05]],
  median: [[agent, 2]],
  highest: [[agent, 31]],
  calls: [[agent, 3000]],
  cost: [[agent, 6]],
};

test('an agent that loops is told, with the least that its loops cost', () => {
  const [found] = decide(agentLoop, LOOPS);
  expect(found).toMatchObject({
    title: 'Bound the loop of writer',
    confidence: 'high',
    // 50 loops a day, of 14 calls more than usual at 0.002 USD.
    gain: { kind: 'USD per month', amount: expect.closeTo(30 * 50 * 14 * 0.002, 6) },
  });
  expect(found?.detail).toContain('50 of 1,000 invocations of writer in the last day (5 %)');
});

test('without prices the gain is in loops', () => {
  expect(decide(agentLoop, { ...LOOPS, cost: [] })[0]?.gain?.kind).toBe('failures per hour');
});

test.each<[string, Answer]>([
  ['none loops', { looping: [[agent, 0]] }],
  ['there is no agent', { invocations: [] }],
  ['one in a thousand did', { looping: [[agent, 0.001]] }],
  ['too few are known', { invocations: [[agent, 4]], looping: [[agent, 0.5]] }],
])('it stays silent when %s', (_, change) => {
  expect(decide(agentLoop, { ...LOOPS, ...change })).toEqual([]);
});

test('an agent that may call the model so often is left alone', () => {
  const config = testConfig(`
overrides:
  - component: agents
    items: [writer]
    thresholds: { callsPerInvocation: { warning: 40, critical: 60, worst: 80 } }`);
  expect(decide(agentLoop, LOOPS, undefined, config)).toEqual([]);
});
