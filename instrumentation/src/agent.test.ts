import { afterAll, beforeAll, expect, test } from 'vitest';
import { agent, prompt } from './index.js';
import { beginInference } from './inference/recorder.js';
import { METRIC, OPERATION } from './semconv.js';
import { startInMemorySdk, type InMemorySdk } from './testing/in-memory-sdk.js';

let sdk: InMemorySdk;

beforeAll(() => {
  sdk = startInMemorySdk();
});
afterAll(() => sdk.stop());

const call = (operation: string = OPERATION.chat): void =>
  beginInference({ operation, provider: 'house', model: 'house-1', stream: false }).end();
const embed = (): void => call(OPERATION.embeddings);
const asking = (version: string, run: () => void = call, name = 'plan'): void =>
  prompt({ name, version }, run);

/** What is recorded of the calls to models of an agent. */
const callsOf = async (name: string) =>
  (await sdk.points(METRIC.invokeAgentInferenceCalls.name))
    .filter(({ attributes }) => attributes['gen_ai.agent.name'] === name)
    .map(({ value, attributes }) => [
      value,
      attributes['gen_ai.prompt.name'],
      attributes['gen_ai.prompt.version'],
    ]);

test.each<[string, () => void, number, string?]>([
  ['no calls', () => {}, 0],
  ['calls with one version', () => [asking('3'), asking('3')], 2, '3'],
  ['a prompt and embeddings without one', () => [embed(), asking('3'), embed()], 3, '3'],
  ['embeddings alone', () => asking('3', embed), 1],
  ['two versions, and one of them again', () => [asking('3'), asking('4'), asking('4')], 3],
  ['two prompts', () => [asking('3'), asking('3', call, 'review')], 2],
  ['a prompt, then none', () => [asking('3'), call(), asking('3')], 3],
  ['no prompt, then one', () => [call(), asking('3')], 2],
])(
  'an invocation with %s tells the prompt only if it is one',
  async (name, run, calls, version) => {
    agent(name, run)();
    expect(await callsOf(name)).toEqual([[calls, version && 'plan', version]]);
  },
);

test('a prompt around an agent is the one that it uses', async () => {
  asking('5', agent('surrounded', call));
  expect(await callsOf('surrounded')).toEqual([[1, 'plan', '5']]);
});

test('a nested agent and the one around it each tell their own prompt', async () => {
  const inner = agent('inner', () => asking('2', call, 'review'));
  agent('outer', () => [asking('1'), inner()])();
  expect(await callsOf('outer')).toEqual([[1, 'plan', '1']]);
  expect(await callsOf('inner')).toEqual([[1, 'review', '2']]);
});
