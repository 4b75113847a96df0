import { expect, test } from 'vitest';
import type { RunAgent } from './agent-runner.js';
import type { AgentResult, DeliveryRun } from './delivery-state.js';
import type { AgentName } from './roles.js';
import { createWorkflow } from './workflow.js';

const RUN: DeliveryRun = { id: 'd1', conversationId: 'c1', requirement: 'Export the orders.' };
const { signal: NEVER } = new AbortController();
const NO_JUDGE = (): void => {};

const result = (content: string): AgentResult => ({
  content,
  promptVersion: 1,
  model: 'gpt-4.1',
  inputTokens: 1,
  cachedTokens: 0,
  outputTokens: 1,
});
const review = (verdict: string): string => JSON.stringify({ verdict, score: 0.9, comments: '' });

/** Records who runs; the reviewer gives these verdicts in turn. */
function agents(...verdicts: string[]): { readonly ran: AgentName[]; readonly run: RunAgent } {
  const ran: AgentName[] = [];
  return {
    ran,
    run: async ({ name }) => {
      ran.push(name);
      return result(name === 'code_reviewer' ? review(verdicts.shift() ?? '') : `by ${name}`);
    },
  };
}

const REVIEWERS = ['test_generator', 'code_reviewer', 'security_analyst'] as const;
const REST = ['requirements_analyst', 'architecture_designer', 'code_generator'] as const;

test('approved code goes straight to the documentation', async () => {
  const { ran, run } = agents('approve');
  const state = await createWorkflow(run, NO_JUDGE)(RUN, NEVER);
  expect(ran.slice(0, 3)).toStrictEqual([...REST]);
  expect(ran.slice(3, 6).sort()).toStrictEqual([...REVIEWERS].sort());
  expect(ran.slice(6)).toStrictEqual(['documentation_generator']);
  expect(state.revision).toBe(0);
  expect(state.results.documentation_generator?.content).toBe('by documentation_generator');
});

test('the reviewer sends the code back once, and no more', async () => {
  const { ran, run } = agents('revise', 'revise');
  const state = await createWorkflow(run, NO_JUDGE)(RUN, NEVER);
  expect(ran).toHaveLength(3 + 3 + 1 + 3 + 1);
  expect(ran[6]).toBe('code_generator');
  expect(ran.slice(7, 10).sort()).toStrictEqual([...REVIEWERS].sort());
  expect(ran[10]).toBe('documentation_generator');
  expect(state.revision).toBe(1);
});

test('the three that look at the code run side by side', async () => {
  const { promise: all, resolve } = Promise.withResolvers<void>();
  let begun = 0;
  const { run } = agents('approve');
  const state = await createWorkflow(async (role, ...rest) => {
    if ((REVIEWERS as readonly string[]).includes(role.name)) {
      begun += 1;
      if (begun === 3) resolve();
      await all;
    }
    return run(role, ...rest);
  }, NO_JUDGE)(RUN, NEVER);
  expect(Object.keys(state.results)).toHaveLength(7);
});

test('an agent that fails ends the run with its error', async () => {
  const { ran, run } = agents('approve');
  const failure = new Error('the model is away');
  const deliver = createWorkflow(async (role, ...rest) => {
    if (role.name === 'architecture_designer') throw failure;
    return run(role, ...rest);
  }, NO_JUDGE);
  await expect(deliver(RUN, NEVER)).rejects.toBe(failure);
  expect(ran).toStrictEqual(['requirements_analyst']);
});

test('a run that is given up says why', async () => {
  const abort = new AbortController();
  const reason = new Error('took too long');
  const deliver = createWorkflow((_role, _state, signal) => {
    const { promise, reject } = Promise.withResolvers<AgentResult>();
    signal.addEventListener('abort', () => reject(new Error('cut off')));
    abort.abort(reason);
    return promise;
  }, NO_JUDGE);
  await expect(deliver(RUN, abort.signal)).rejects.toBe(reason);
});

test('each answer is given to the judge, with what its agent had found', async () => {
  const { run } = agents('revise', 'approve');
  const judged: [AgentName, number][] = [];
  await createWorkflow(run, (agent, state) => judged.push([agent, state.revision]))(RUN, NEVER);
  expect(judged).toHaveLength(3 + 3 + 1 + 3 + 1);
  expect(judged.filter(([agent]) => agent === 'code_reviewer')).toStrictEqual([
    ['code_reviewer', 0],
    ['code_reviewer', 1],
  ]);
});
