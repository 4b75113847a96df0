import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { METRIC } from '@agent-vitals/instrumentation/semconv';
import { CHUNKS, startModelServer, USAGE } from './model-server.js';
import type { ProtocolServer } from './servers/protocol-server.js';
import { startOtlpReceiver, type OtlpReceiver, type ReceivedPoint } from './otlp-receiver.js';
import { runApp } from './run-app.js';
import { spanTree } from './span-tree.js';

let models: ProtocolServer;
let receiver: OtlpReceiver;

const environment = (): Record<string, string> => ({
  MODEL_URL: models.url,
  OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
  // Where it is `test`, as in a test, the SDK switches its tracing off.
  NODE_ENV: 'production',
});

beforeAll(async () => {
  models = await startModelServer();
  receiver = await startOtlpReceiver();
  await runApp({ app: 'openai-agents.ts', env: environment() });
}, 60_000);

afterAll(async () => {
  await models.close();
  await receiver.close();
});

/** The points of a metric that a run of that name made. */
const points = (metric: string, workflow: string, agent?: string): readonly ReceivedPoint[] =>
  receiver
    .metric(metric)
    .points.filter(
      ({ attributes }) =>
        attributes['gen_ai.workflow.name'] === workflow &&
        (agent === undefined || attributes['gen_ai.agent.name'] === agent),
    );

/** The trace of a run, as a tree. */
const treeOf = (workflow: string) => {
  const top = receiver.spans.filter(({ name }) => name === `invoke_workflow ${workflow}`);
  expect(top, workflow).toHaveLength(1);
  return spanTree(receiver.spans.filter((span) => span.traceId === top[0]?.traceId));
};

const spanOf = (workflow: string, name: string) => {
  const found = receiver.spans.filter(
    (span) => span.name === name && span.attributes['gen_ai.workflow.name'] === workflow,
  );
  expect(found, `${name} in ${workflow}`).toHaveLength(1);
  return found[0]!;
};

const chat = { 'chat gpt-4.1': { POST: {} } };

test('a call to a model is counted once, by the package that makes it', () => {
  const counted = receiver
    .metric(METRIC.inferenceDuration.name)
    .points.filter(({ attributes }) => attributes['gen_ai.provider.name'] === 'openai')
    .reduce((sum, point) => sum + (point.count ?? 0), 0);
  expect(counted).toBe(models.requests.length);
});

describe('a run', () => {
  test.each(['plain', 'streamed'])('is a workflow with its agent: %s', (name) => {
    expect(treeOf(name)).toEqual({
      [`invoke_workflow ${name}`]: { 'invoke_agent writer': chat },
    });
    expect(spanOf(name, 'chat gpt-4.1').attributes['gen_ai.agent.name']).toBe('writer');
    expect(points(METRIC.invokeWorkflowDuration.name, name).map((it) => it.count)).toEqual([1]);
    expect(points(METRIC.invokeAgentInferenceCalls.name, name).map((it) => it.sum)).toEqual([1]);
    expect(points(METRIC.inputTokens.name, name, 'writer').map((it) => it.value)).toEqual([
      USAGE.input,
    ]);
    expect(points(METRIC.llmCost.name, name, 'writer')[0]?.value).toBeGreaterThan(0);
  });

  test('without a name of its own has the SDK’s', () => {
    expect(treeOf('Agent workflow')).toEqual({
      'invoke_workflow Agent workflow': { 'invoke_agent alone': chat },
    });
  });

  test('whose tracing is switched off leaves its model calls', () => {
    const calls = receiver.spans.filter(
      ({ name, parentSpanId }) => name === 'chat gpt-4.1' && parentSpanId === '',
    );
    expect(calls).toHaveLength(1);
  });

  test.each(['tools', 'streamed-tools'])('has its tools, counted once: %s', (name) => {
    expect(treeOf(name)).toEqual({
      [`invoke_workflow ${name}`]: {
        'invoke_agent researcher': { ...chat, 'execute_tool look_up': {} },
      },
    });
    expect(points(METRIC.executeToolDuration.name, name).map((it) => it.count)).toEqual([1]);
    expect(points(METRIC.invokeAgentToolCalls.name, name).map((it) => it.sum)).toEqual([1]);
    expect(points(METRIC.invokeAgentInferenceCalls.name, name).map((it) => it.sum)).toEqual([2]);
  });

  test('has an agent that is a tool inside that tool', () => {
    expect(treeOf('as-tool')).toEqual({
      'invoke_workflow as-tool': {
        'invoke_agent asker': { ...chat, 'execute_tool look_up': { 'invoke_agent expert': chat } },
      },
    });
    const calls = points(METRIC.invokeAgentInferenceCalls.name, 'as-tool');
    expect(
      Object.fromEntries(calls.map((it) => [it.attributes['gen_ai.agent.name'], it.sum])),
    ).toEqual({ asker: 2, expert: 1 });
  });

  test('goes on with the agent that took over', () => {
    expect(treeOf('handoff')).toEqual({
      'invoke_workflow handoff': {
        'invoke_agent triage': { ...chat, 'handoff writer': {} },
        'invoke_agent writer': chat,
      },
    });
    expect(spanOf('handoff', 'handoff writer').attributes).toMatchObject({
      'gen_ai.agent.name': 'triage',
      'agent_vitals.handoff.target': 'writer',
    });
  });

  test('keeps the context of parallel agents, with their prompts', () => {
    const branch = { ...chat, 'execute_tool look_up': {} };
    expect(treeOf('parallel')).toEqual({
      'invoke_workflow parallel': { 'invoke_agent left': branch, 'invoke_agent right': branch },
    });
    for (const name of ['left', 'right']) {
      const tokens = points(METRIC.inputTokens.name, 'parallel', name);
      expect(tokens.map((it) => [it.value, it.attributes['gen_ai.prompt.name']])).toEqual([
        [2 * USAGE.input, name],
      ]);
    }
  });

  test.each(['report', 'delivery'])('inside a wrapper is the same workflow: %s', (name) => {
    expect(treeOf(name)).toEqual({
      [`invoke_workflow ${name}`]: { 'invoke_agent writer': chat },
    });
    expect(points(METRIC.invokeWorkflowDuration.name, name).map((it) => it.count)).toEqual([1]);
    expect(points(METRIC.invokeAgentDuration.name, name).map((it) => it.count)).toEqual([1]);
  });
});

test('a run that pauses for an approval has not failed, and goes on with its agent', () => {
  for (const metric of [METRIC.invokeWorkflowDuration, METRIC.invokeAgentDuration]) {
    const runs = points(metric.name, 'approval');
    expect(
      runs.map((it) => [it.count, it.attributes['error.type']]),
      metric.name,
    ).toEqual([[2, undefined]]);
  }
  expect(points(METRIC.executeToolDuration.name, 'approval', 'careful')).toHaveLength(1);
});

test('a model that nothing else records is recorded from what the SDK tells', () => {
  expect(spanOf('house', 'chat house-1').attributes).toMatchObject({
    'gen_ai.provider.name': 'house',
    'gen_ai.agent.name': 'housed',
    'gen_ai.usage.input_tokens': 100,
    'gen_ai.usage.output_tokens': 20,
  });
  expect(points(METRIC.invokeAgentInferenceCalls.name, 'house').map((it) => it.sum)).toEqual([1]);
});

describe('a guardrail', () => {
  test('is a step of its agent', () => {
    expect(spanOf('guardrails', 'guardrail allow_all').attributes).toMatchObject({
      'gen_ai.agent.name': 'guarded',
      'agent_vitals.guardrail.triggered': false,
    });
    expect(points(METRIC.invokeAgentDuration.name, 'guardrails')[0]?.attributes['error.type']).toBe(
      undefined,
    );
  });

  test.each([
    ['tripped', 'allow_none'],
    ['tripped-after', 'allow_nothing'],
  ])('that stops the run fails it as filtered: %s', (name, guardrail) => {
    expect(
      spanOf(name, `guardrail ${guardrail}`).attributes['agent_vitals.guardrail.triggered'],
    ).toBe(true);
    for (const metric of [METRIC.invokeAgentDuration, METRIC.invokeWorkflowDuration]) {
      const types = points(metric.name, name).map((it) => it.attributes['error.type']);
      expect(types, metric.name).toEqual(['content_filter']);
    }
  });
});

describe('a failure', () => {
  test.each([
    ['rate-limited', 'limited', 'rate_limit'],
    ['broken', 'broken', 'server'],
    ['failing-tool', 'handyman', 'other'],
  ])('%s: fails workflow and agent', (name, agent, category) => {
    for (const metric of [METRIC.invokeAgentDuration, METRIC.invokeWorkflowDuration]) {
      const types = points(metric.name, name).map((it) => it.attributes['error.type']);
      expect(types, metric.name).toEqual([category]);
    }
    expect(spanOf(name, `invoke_agent ${agent}`).statusCode).toBe(2);
    expect(spanOf(name, `invoke_workflow ${name}`).statusCode).toBe(2);
  });

  test('of a tool is the tool’s', () => {
    const types = points(METRIC.executeToolDuration.name, 'failing-tool').map(
      (it) => it.attributes['error.type'],
    );
    expect(types).toEqual(['other']);
  });

  test('an aborted stream is a cancelled call, and ends its agent and its workflow', () => {
    const calls = points(METRIC.inferenceDuration.name, 'cancelled');
    expect(calls.map((it) => it.attributes['error.type'])).toEqual(['cancelled']);
    expect(points(METRIC.invokeWorkflowDuration.name, 'cancelled').map((it) => it.count)).toEqual([
      1,
    ]);
  });
});

test('the responses API is as good', async () => {
  const own = await startOtlpReceiver();
  const run = await runApp({
    app: 'openai-agents-responses.ts',
    env: { ...environment(), OTEL_EXPORTER_OTLP_ENDPOINT: own.url },
  });
  await own.close();
  expect(run).toMatchObject({ code: 0, stdout: CHUNKS.join('').repeat(2), stderr: '' });
  expect(spanTree(own.spans)).toEqual({
    'invoke_workflow plain': { 'invoke_agent researcher': { ...chat, 'execute_tool look_up': {} } },
    'invoke_workflow streamed': { 'invoke_agent writer': chat },
  });
});

test('an application without frameworks loads none, and hears that they were not seen', async () => {
  const own = await startOtlpReceiver();
  const run = await runApp({
    app: 'without-frameworks.ts',
    env: { ...environment(), OTEL_EXPORTER_OTLP_ENDPOINT: own.url },
  });
  await own.close();
  expect(run).toMatchObject({ code: 0, stderr: '' });
  const { notSeen, loaded } = JSON.parse(run.stdout) as Record<string, readonly string[]>;
  expect(notSeen).toEqual(
    expect.arrayContaining(['@langchain/core', '@langchain/langgraph', '@openai/agents-core']),
  );
  expect(loaded).toEqual([]);
});

test('a CommonJS application is observed as an ES module', async () => {
  const own = await startOtlpReceiver();
  const run = await runApp({
    app: 'openai-agents.cjs',
    env: { ...environment(), OTEL_EXPORTER_OTLP_ENDPOINT: own.url },
  });
  await own.close();
  expect(run).toMatchObject({ code: 0, stdout: CHUNKS.join(''), stderr: '' });
  expect(spanTree(own.spans)).toEqual({
    'invoke_workflow article': { 'invoke_agent writer': chat },
  });
});
