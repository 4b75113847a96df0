import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { METRIC } from '@agent-vitals/instrumentation/semconv';
import { startModelServer } from './model-server.js';
import { observeCalls } from './observed-calls.js';
import { startAnthropicServer } from './servers/anthropic-server.js';
import { startGoogleServer } from './servers/google-server.js';
import type { ProtocolServer } from './servers/protocol-server.js';
import { spanTree } from './span-tree.js';

/** How an example is told of a server. */
const OPENAI = (url: string) => ({ OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: url });
const ANTHROPIC = (url: string) => ({ ANTHROPIC_API_KEY: 'test-key', ANTHROPIC_BASE_URL: url });
const GOOGLE = (url: string) => ({ GEMINI_API_KEY: 'test-key', GOOGLE_GEMINI_BASE_URL: url });

const run = async (
  app: string,
  start?: () => Promise<ProtocolServer>,
  env: (url: string) => Readonly<Record<string, string>> = OPENAI,
) => {
  const models = await start?.();
  const observed = await observeCalls(app, {
    // Where it is `test`, as in a test, the SDK of OpenAI's agents switches its tracing off.
    NODE_ENV: 'production',
    ...(models && env(models.url)),
  });
  await models?.close();
  return observed;
};

const called = (model: string) => ({ [model]: { POST: {} } });
const look = { 'execute_tool look_up': {} };
const mini = called('chat gpt-4.1-mini');
const writer = (model: string) => ({ 'invoke_agent writer': { ...called(model), ...look } });

test.each([
  ['openai.ts', startModelServer, OPENAI, writer('chat gpt-4.1-mini')],
  ['anthropic.ts', startAnthropicServer, ANTHROPIC, writer('chat claude-haiku-4-5')],
  ['google-genai.ts', startGoogleServer, GOOGLE, writer('generate_content gemini-2.5-flash')],
  ['ai-sdk.ts', startModelServer, OPENAI, writer('chat gpt-4.1-mini')],
  ['openai-agents.ts', startModelServer, OPENAI, writer('chat gpt-4.1-mini')],
  [
    'langgraph.ts',
    startModelServer,
    OPENAI,
    { 'invoke_agent researcher': { ...mini, ...look }, 'invoke_agent writer': mini },
  ],
])('examples/%s shows up as one trace, with its cost', async (example, start, env, agents) => {
  const { run: ended, receiver } = await run(`../../examples/${example}`, start, env);
  expect(ended).toMatchObject({ code: 0, stdout: 'one two three', stderr: '' });
  expect(spanTree(receiver.spans)).toEqual({ 'invoke_workflow article': agents });
  expect(receiver.metric(METRIC.llmCost.name).points[0]?.value).toBeGreaterThan(0);
});

test('the program that the README begins with shows up as it says', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const [, program = ''] = /```js\n(\/\/ app\.mjs\n.*?)```/s.exec(readme) ?? [];
  const folder = await mkdtemp(fileURLToPath(new URL('apps/readme-', import.meta.url)));
  await writeFile(join(folder, 'app.mjs'), program);
  const { run: ended, receiver } = await run(`${basename(folder)}/app.mjs`, startModelServer);
  await rm(folder, { recursive: true });
  expect(ended).toMatchObject({ code: 0, stdout: 'one two three\n', stderr: '' });
  expect(spanTree(receiver.spans)).toEqual({ 'invoke_agent writer': mini });
  expect(receiver.metric(METRIC.llmCost.name).points[0]?.value).toBeGreaterThan(0);
});

test('examples/mcp-client.ts: one trace through client and server', async () => {
  const { run: ended, receiver } = await run('../../examples/mcp-client.ts');
  expect(ended).toMatchObject({ code: 0, stdout: 'Notes about tides', stderr: '' });
  const call = { 'tools/call look_up': { 'tools/call look_up': {} } };
  expect(spanTree(receiver.spans)).toEqual({
    initialize: { initialize: {} },
    'invoke_agent reader': call,
  });
});

test('examples/scores.ts: versions of a prompt by their scores', async () => {
  const { run: ended, receiver } = await run('../../examples/scores.ts');
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ended.stdout).toBe('1: tides (fail)\n2: tides. Notes on tides. (pass)\n');
  const scores = receiver
    .metric(METRIC.evaluationScore.name)
    .points.map((point) => [
      point.attributes['gen_ai.evaluation.name'],
      point.attributes['gen_ai.prompt.version'],
      point.sum,
    ]);
  expect(scores).toEqual([
    ['relevance', '1', 2 / 3],
    ['relevance', '2', 1],
    ['satisfaction', '2', 5],
  ]);
});
