import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { METRIC } from '@agent-vitals/instrumentation/semconv';
import { startModelServer } from './model-server.js';
import { startOtlpReceiver } from './otlp-receiver.js';
import { runApp } from './run-app.js';
import { startAnthropicServer } from './servers/anthropic-server.js';
import { startGoogleServer } from './servers/google-server.js';
import { spanTree } from './span-tree.js';

test.each([
  {
    example: 'openai.ts',
    start: startModelServer,
    env: (url: string) => ({ OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: url }),
    call: 'chat gpt-4.1-mini',
  },
  {
    example: 'anthropic.ts',
    start: startAnthropicServer,
    env: (url: string) => ({ ANTHROPIC_API_KEY: 'test-key', ANTHROPIC_BASE_URL: url }),
    call: 'chat claude-haiku-4-5',
  },
  {
    example: 'google-genai.ts',
    start: startGoogleServer,
    env: (url: string) => ({ GEMINI_API_KEY: 'test-key', GOOGLE_GEMINI_BASE_URL: url }),
    call: 'generate_content gemini-2.5-flash',
  },
])(
  'examples/$example shows up as one trace, with its cost',
  async ({ example, start, env, call }) => {
    const models = await start();
    const receiver = await startOtlpReceiver();
    const run = await runApp({
      app: `../../examples/${example}`,
      env: {
        ...env(models.url),
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      },
    });
    await models.close();
    await receiver.close();
    expect(run).toMatchObject({ code: 0, stdout: 'one two three', stderr: '' });
    expect(spanTree(receiver.spans)).toEqual({
      'invoke_workflow article': {
        'invoke_agent writer': {
          [call]: { POST: {} },
          'execute_tool look_up': {},
        },
      },
    });
    expect(receiver.metric(METRIC.llmCost.name).points[0]?.value).toBeGreaterThan(0);
  },
);

test('the program that the README begins with shows up as it says', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const [, program = ''] = /```js\n(\/\/ app\.mjs\n.*?)```/s.exec(readme) ?? [];
  const folder = await mkdtemp(fileURLToPath(new URL('apps/readme-', import.meta.url)));
  await writeFile(join(folder, 'app.mjs'), program);
  const models = await startModelServer();
  const receiver = await startOtlpReceiver();
  const run = await runApp({
    app: `${basename(folder)}/app.mjs`,
    env: {
      OPENAI_API_KEY: 'test-key',
      OPENAI_BASE_URL: models.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    },
  });
  await models.close();
  await receiver.close();
  await rm(folder, { recursive: true });
  expect(run).toMatchObject({ code: 0, stdout: 'one two three\n', stderr: '' });
  expect(spanTree(receiver.spans)).toEqual({
    'invoke_agent writer': { 'chat gpt-4.1-mini': { POST: {} } },
  });
  expect(receiver.metric(METRIC.llmCost.name).points[0]?.value).toBeGreaterThan(0);
});

test('examples/ai-sdk.ts: the agent by its name, with its model and its tool', async () => {
  const models = await startModelServer();
  const receiver = await startOtlpReceiver();
  const run = await runApp({
    app: '../../examples/ai-sdk.ts',
    env: {
      OPENAI_API_KEY: 'test-key',
      OPENAI_BASE_URL: models.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    },
  });
  await models.close();
  await receiver.close();
  expect(run).toMatchObject({ code: 0, stdout: 'one two three', stderr: '' });
  expect(spanTree(receiver.spans)).toEqual({
    'invoke_workflow article': {
      'invoke_agent writer': { 'chat gpt-4.1-mini': { POST: {} }, 'execute_tool look_up': {} },
    },
  });
  expect(receiver.metric(METRIC.llmCost.name).points[0]?.value).toBeGreaterThan(0);
});

test.each([
  {
    example: 'langgraph.ts',
    agents: {
      'invoke_agent researcher': {
        'chat gpt-4.1-mini': { POST: {} },
        'execute_tool look_up': {},
      },
      'invoke_agent writer': { 'chat gpt-4.1-mini': { POST: {} } },
    },
  },
  {
    example: 'openai-agents.ts',
    agents: {
      'invoke_agent writer': { 'chat gpt-4.1-mini': { POST: {} }, 'execute_tool look_up': {} },
    },
  },
])(
  'examples/$example: a workflow by its name, with agents, models and tools',
  async ({ example, agents }) => {
    const models = await startModelServer();
    const receiver = await startOtlpReceiver();
    const run = await runApp({
      app: `../../examples/${example}`,
      env: {
        NODE_ENV: 'production',
        OPENAI_API_KEY: 'test-key',
        OPENAI_BASE_URL: models.url,
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      },
    });
    await models.close();
    await receiver.close();
    expect(run).toMatchObject({ code: 0, stdout: 'one two three', stderr: '' });
    expect(spanTree(receiver.spans)).toEqual({ 'invoke_workflow article': agents });
    expect(receiver.metric(METRIC.llmCost.name).points[0]?.value).toBeGreaterThan(0);
  },
);

test('examples/mcp-client.ts: one trace through client and server', async () => {
  const receiver = await startOtlpReceiver();
  const run = await runApp({
    app: '../../examples/mcp-client.ts',
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    },
  });
  await receiver.close();
  expect(run).toMatchObject({ code: 0, stdout: 'Notes about tides', stderr: '' });
  const call = { 'tools/call look_up': { 'tools/call look_up': {} } };
  expect(spanTree(receiver.spans)).toEqual({
    initialize: { initialize: {} },
    'invoke_agent reader': call,
  });
});

test('examples/scores.ts: versions of a prompt by their scores', async () => {
  const receiver = await startOtlpReceiver();
  const run = await runApp({
    app: '../../examples/scores.ts',
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    },
  });
  await receiver.close();
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(run.stdout).toBe('1: tides (fail)\n2: tides. Notes on tides. (pass)\n');
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
