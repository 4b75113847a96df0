import { expect, test } from 'vitest';
import { type Answers, decide } from '../testing/decide.js';
import { failingTools } from './failing-tools.js';

type Answer = Answers<keyof typeof failingTools.queries>;
const agent = { service_name: 'shop', gen_ai_agent_name: 'writer' };
const tool = { ...agent, gen_ai_tool_name: 'search' };

const FAILING: Answer = {
  failures: [[tool, 480]],
  seconds: [[tool, 60]],
  toolCalls: [[tool, 1200]],
  modelCalls: [[agent, 2000]],
  cost: [[agent, 4]],
};

test('a tool that fails is told, with the price of the calls that asked for it', () => {
  const [found] = decide(failingTools, FAILING);
  expect(found).toMatchObject({
    title: 'Repair search of writer',
    gain: { kind: 'failures per hour', amount: 20 },
    confidence: 'high',
    evidence: { values: { wastedPerMonth: expect.closeTo(30 * 480 * 0.002, 6) } },
    link: '/dashboards/agents?var-agent=writer',
  });
  expect(found?.detail).toContain('480 of 1,200 calls to the tool search of writer failed');
});

test.each<[string, Answer]>([
  ['hardly any call fails', { failures: [[tool, 60]] }],
  ['a quarter of a handful fails', { failures: [[tool, 5]], toolCalls: [[tool, 20]] }],
])('it stays silent when %s', (_, change) => {
  expect(decide(failingTools, { ...FAILING, ...change })).toEqual([]);
});
