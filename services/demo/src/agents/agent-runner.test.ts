import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import OpenAI from 'openai';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FaultName } from '../faults.js';
import { createModelServer } from '../models/model-server.js';
import type { RecordedCall } from '../models/usage-log.js';
import { createRandom } from '../random.js';
import { type AgentSurroundings, createAgentRunner, MOST_TURNS } from './agent-runner.js';
import type { DeliveryStateValue } from './delivery-state.js';
import { type AgentName, ROLES } from './roles.js';
import { createToolbox } from './tools.js';

const STATE: DeliveryStateValue = {
  run: { id: 'd1', conversationId: 'c1', requirement: 'Orders can be exported.' },
  revision: 0,
  results: {},
};
const { signal: NEVER } = new AbortController();

const active = new Set<FaultName>();
const saveResult = vi.fn<AgentSurroundings['saveResult']>(async () => {});
const query = vi.fn<(sql: string, values?: readonly unknown[]) => Promise<readonly unknown[]>>(
  async () => [{ title: 'Order service' }],
);
const error = vi.fn<() => void>();
const onOutcome = vi.fn<NonNullable<AgentSurroundings['onOutcome']>>();
let server: Server;
let url: string;

beforeEach(async () => {
  active.clear();
  vi.clearAllMocks();
  const behaviour = { errorShare: 0, rateLimitShare: 0, overloadShare: 0, slowness: 0.001 };
  server = createModelServer({ behaviour: () => behaviour }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => server.close());

let now = 0;
const PROMPT = 'Check the acceptance criteria. Answer in at most 40 words.';

function run(name: AgentName, signal = NEVER, text = PROMPT) {
  const faults = { active: (fault: FaultName) => active.has(fault) };
  const runAgent = createAgentRunner({
    client: new OpenAI({ baseURL: `${url}/v1`, apiKey: 'test' }),
    tools: createToolbox({ query, faults, random: createRandom(1) }),
    faults,
    log: { info: () => {}, error },
    activePrompt: async () => ({ version: 7, text }),
    saveResult,
    onOutcome,
    clock: () => new Date((now += 100)),
  });
  return runAgent(ROLES[name], STATE, signal);
}

async function calls(): Promise<readonly RecordedCall[]> {
  const response = await fetch(`${url}/requests`);
  return ((await response.json()) as { requests: readonly RecordedCall[] }).requests;
}

test.each(['requirements_analyst', 'code_generator'] as const)(
  '%s uses a tool, answers and keeps what the provider charged',
  async (name) => {
    const result = await run(name);
    const charged = await calls();
    expect(charged).toHaveLength(2);
    expect(result).toMatchObject({
      promptVersion: 7,
      model: ROLES[name].model,
      inputTokens: charged[0]!.inputTokens + charged[1]!.inputTokens,
      outputTokens: charged[0]!.outputTokens + charged[1]!.outputTokens,
    });
    expect(query).toHaveBeenCalledWith(expect.stringContaining('websearch_to_tsquery'), [
      expect.stringContaining('Orders exported'),
    ]);
    expect(saveResult).toHaveBeenCalledExactlyOnceWith(STATE.run, name, 0, result);
  },
);

test('how a run ended is told, with what it used until then', async () => {
  const text = `${'acceptance criteria '.repeat(400)} Answer in at most 40 words.`;
  const { content, ...usage } = await run('test_generator', NEVER, text);
  query.mockRejectedValueOnce(new Error('no such table'));
  await run('requirements_analyst').catch(() => {});
  const [first, second, third] = await calls();
  expect(onOutcome.mock.calls).toStrictEqual([
    [{ agent: 'test_generator', content, durationMs: expect.any(Number), ...usage }],
    [
      {
        agent: 'requirements_analyst',
        content: undefined,
        durationMs: expect.any(Number),
        promptVersion: 7,
        model: ROLES.requirements_analyst.model,
        inputTokens: third!.inputTokens,
        cachedTokens: 0,
        outputTokens: third!.outputTokens,
      },
    ],
  ]);
  expect(usage.cachedTokens).toBe(first!.cachedTokens + second!.cachedTokens);
  expect(usage.cachedTokens).toBeGreaterThan(1024);
});

test('the reviewer answers with a verdict and a score', async () => {
  const { content } = await run('code_reviewer');
  expect(JSON.parse(content)).toStrictEqual({
    verdict: expect.stringMatching(/^(approve|revise)$/),
    score: expect.closeTo(0.9, 0),
    comments: expect.any(String),
  });
});

test('the time at the head of its prompt keeps one agent from the cache of the provider', async () => {
  const longPrompt = `${'acceptance criteria '.repeat(400)} Answer in at most 40 words.`;
  for (const name of ['test_generator', 'documentation_generator'] as const) {
    await run(name, NEVER, longPrompt);
  }
  const [first, second, third, fourth] = await calls();
  expect([first, third, fourth].map((call) => call?.cachedTokens)).toStrictEqual([0, 0, 0]);
  expect(second?.cachedTokens).toBeGreaterThan(1024);
});

test('a tool that fails makes the agent fail', async () => {
  query.mockRejectedValueOnce(new Error('no such table'));
  await expect(run('requirements_analyst')).rejects.toThrow('no such table');
  expect(error).toHaveBeenCalledOnce();
  expect(saveResult).not.toHaveBeenCalled();
});

test('tool-errors: most agents fail by their tools', async () => {
  active.add('tool-errors');
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, () => run('security_analyst')),
  );
  const failed = outcomes.filter(({ status }) => status === 'rejected');
  expect(failed.length).toBeGreaterThan(2);
});

test('agent-loop: the code generator calls model and tools up to its limit', async () => {
  active.add('agent-loop');
  await expect(run('code_generator')).rejects.toThrow('has not answered after 20 turns');
  expect(await calls()).toHaveLength(MOST_TURNS);
  await expect(run('documentation_generator')).resolves.toBeDefined();
});

test('cost-spike: agents use the dear model and send long documents', async () => {
  active.add('cost-spike');
  await run('requirements_analyst');
  expect(await calls()).toMatchObject([{ model: 'o1' }, { model: 'o1' }]);
  expect((await calls())[0]!.inputTokens).toBeGreaterThan(6000);
});

test('agent-stalls: the security analyst goes on once the fault is cleared', async () => {
  active.add('agent-stalls');
  const stalled = run('security_analyst');
  await run('test_generator');
  expect(saveResult).toHaveBeenCalledOnce();
  active.clear();
  await expect(stalled).resolves.toMatchObject({ model: 'gpt-4.1' });
});

test('a stalled agent is cut off with the reason of the run', async () => {
  active.add('agent-stalls');
  const abort = new AbortController();
  const stalled = run('security_analyst', abort.signal);
  const reason = new Error('took too long');
  abort.abort(reason);
  await expect(stalled).rejects.toBe(reason);
});
