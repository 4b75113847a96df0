import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { METRIC } from '@agent-vitals/instrumentation/semconv';
import { CHUNKS, startModelServer, USAGE, type ModelServer } from './model-server.js';
import { observeCalls, type ObservedCalls } from './observed-calls.js';
import { runApp } from './run-app.js';
import { spanTree } from './span-tree.js';

let models: ModelServer;
let observed: ObservedCalls;

beforeAll(async () => {
  models = await startModelServer();
  observed = await observeCalls('ai-sdk-calls.ts', { MODEL_URL: models.url });
});

afterAll(() => models.close());

/** The points of an agent's metric. */
const agentPoints = (key: 'invokeAgentInferenceCalls' | 'invokeAgentToolCalls', name: string) =>
  observed.points(key, name).map((point) => point.sum);

/** The trace of a case, without its HTTP requests. */
const treeOf = (name: string) => {
  const root = observed.receiver.spans.find((span) => span.name === `invoke_agent ${name}`);
  const spans = observed.receiver.spans.filter(
    (span) => span.traceId === root?.traceId && span.name !== 'POST',
  );
  return spanTree(spans)[`invoke_agent ${name}`];
};

test('the application sees the same with the instrumentation and without', async () => {
  const plainModels = await startModelServer();
  const plain = await runApp({
    app: 'ai-sdk-calls.ts',
    register: false,
    env: { MODEL_URL: plainModels.url },
  });
  await plainModels.close();
  expect(observed.run.stderr).toBe('');
  expect(JSON.parse(observed.run.stdout)).toEqual(JSON.parse(plain.stdout));
  expect(models.requests).toEqual(plainModels.requests);
  expect(observed.run.code).toBe(0);
});

describe('a call that is answered', () => {
  const chats = ['plain', 'streamed', 'responses', 'responses-streamed', 'named-as-its-caller'];

  test.each(chats)('%s: tokens on the span, subsets included', (name) => {
    expect(observed.call(name)).toMatchObject({
      name: 'chat gpt-4.1',
      statusCode: 0,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': 'gpt-4.1',
        'gen_ai.response.model': 'gpt-4.1-2025-04-14',
        'gen_ai.response.finish_reasons': ['stop'],
        'gen_ai.usage.input_tokens': USAGE.input,
        'gen_ai.usage.output_tokens': USAGE.output,
        'gen_ai.usage.cache_read.input_tokens': USAGE.cached,
        'gen_ai.usage.reasoning.output_tokens': USAGE.reasoning,
      },
    });
  });

  test.each(chats)('%s: each metric once', (name) => {
    // gpt-4.1: 2 USD for a million input tokens, 0.5 for cached ones, 8 for output.
    const uncached = USAGE.input - USAGE.cached;
    const { llmCost, ...counted } = observed.recorded(name);
    expect(llmCost).toBeCloseTo((uncached * 2 + USAGE.cached * 0.5 + USAGE.output * 8) / 1e6, 10);
    expect(counted).toEqual({
      inferenceDuration: 1,
      inputTokens: USAGE.input,
      outputTokens: USAGE.output,
      cacheReadInputTokens: USAGE.cached,
      reasoningOutputTokens: USAGE.reasoning,
      operationInputTokens: USAGE.input,
      operationOutputTokens: USAGE.output,
      ...(name.includes('streamed') && {
        timeToFirstChunk: 1,
        timePerOutputChunk: CHUNKS.length - 1,
      }),
    });
    expect(agentPoints('invokeAgentInferenceCalls', name)).toEqual([1]);
  });

  test('responses-secret: tokens once, where the answer itself is kept from telemetry', () => {
    const { inferenceDuration, inputTokens, outputTokens } = observed.recorded('responses-secret');
    expect({ inferenceDuration, inputTokens, outputTokens }).toEqual({
      inferenceDuration: 1,
      inputTokens: USAGE.input,
      outputTokens: USAGE.output,
    });
  });

  test('the HTTP request is inside', () => {
    expect(observed.statuses(observed.call('plain'))).toEqual([200]);
    expect(observed.statuses(observed.call('streamed'))).toEqual([200]);
  });

  test('the server is told where the provider tells it', () => {
    expect(observed.call('plain').attributes).toMatchObject({
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(models.url).port),
    });
  });

  test.each(['object', 'object-streamed'])('%s: a chat with its tokens', (name) => {
    expect(observed.call(name).name).toBe('chat answers-json');
    expect(observed.recorded(name)).toMatchObject({
      inferenceDuration: 1,
      inputTokens: USAGE.input,
      outputTokens: USAGE.output,
    });
  });

  test.each(['embedding', 'embeddings'])('%s: input tokens and no output', (name) => {
    expect(observed.call(name).name).toBe('embeddings text-embedding-3-small');
    const { llmCost, ...counted } = observed.recorded(name);
    expect(llmCost).toBeGreaterThan(0);
    expect(counted).toEqual({ inferenceDuration: 1, inputTokens: 8, operationInputTokens: 8 });
  });
});

describe('a loop of model and tool', () => {
  const loop = { 'chat gpt-4.1': {}, 'execute_tool look_up': {} };

  test.each(['tools', 'tools-streamed', 'tool-fails'])(
    '%s: belongs to the agent around it',
    (name) => {
      expect(treeOf(name)).toEqual(loop);
      expect(agentPoints('invokeAgentInferenceCalls', name)).toEqual([2]);
      expect(agentPoints('invokeAgentToolCalls', name)).toEqual([1]);
      expect(observed.recorded(name).inputTokens).toBe(2 * USAGE.input);
    },
  );

  test.each([
    ['named', 'forecaster'],
    ['tool-loop-agent', 'loop-forecaster'],
  ])('%s: with a functionId it is an agent of its own', (name, agent) => {
    expect(treeOf(name)).toEqual({ [`invoke_agent ${agent}`]: loop });
    expect(observed.points('invokeAgentDuration', agent)).toHaveLength(1);
    expect(agentPoints('invokeAgentInferenceCalls', agent)).toEqual([2]);
    expect(agentPoints('invokeAgentToolCalls', agent)).toEqual([1]);
    expect(observed.recorded(agent).inputTokens).toBe(2 * USAGE.input);
    expect(observed.recorded(name)).toEqual({});
    expect(agentPoints('invokeAgentInferenceCalls', name)).toEqual([0]);
  });

  test('a loop that a tool runs is an agent of the name of the tool', () => {
    expect(treeOf('agent-as-tool')).toEqual({
      'chat gpt-4.1': {},
      'execute_tool look_up': { 'invoke_agent look_up': loop },
    });
    expect(agentPoints('invokeAgentToolCalls', 'agent-as-tool')).toEqual([1]);
    expect(agentPoints('invokeAgentToolCalls', 'look_up')).toEqual([1]);
    expect(observed.recorded('look_up').inputTokens).toBe(2 * USAGE.input);
    expect(observed.recorded('agent-as-tool').inputTokens).toBe(2 * USAGE.input);
  });

  test('a tool is told once, though its function is wrapped as a tool too', () => {
    const [point, ...others] = observed.points('executeToolDuration', 'tools');
    expect(others).toEqual([]);
    expect(point).toMatchObject({
      count: 1,
      attributes: { 'gen_ai.tool.name': 'look_up', 'gen_ai.tool.type': 'function' },
    });
    const spans = observed.receiver.spans.filter(
      (span) =>
        span.name === 'execute_tool look_up' && span.attributes['gen_ai.agent.name'] === 'tools',
    );
    expect(spans.map((span) => span.attributes['gen_ai.tool.call.id'])).toEqual(['call_1']);
  });

  test('a tool that fails is told, and the agent that goes on is not', () => {
    const [point] = observed.points('executeToolDuration', 'tool-fails');
    expect(point?.attributes['error.type']).toBe('other');
    const [invocation] = observed.points('invokeAgentDuration', 'tool-fails');
    expect(invocation?.attributes['error.type']).toBeUndefined();
  });

  test('nobody around it: an agent without a name holds it together', async () => {
    const alone = await observeCalls('ai-sdk-alone.ts', { MODEL_URL: models.url });
    expect(alone.run).toMatchObject({ code: 0, stdout: CHUNKS.join(''), stderr: '' });
    const spans = alone.receiver.spans.filter((span) => span.name !== 'POST');
    expect(spanTree(spans)).toEqual({ invoke_agent: loop });
    const [calls] = alone.receiver.metric(METRIC.invokeAgentInferenceCalls.name).points;
    expect(calls).toMatchObject({ sum: 2, attributes: {} });
  });
});

test('a call that is retried is a span for each attempt', () => {
  expect(observed.calls('retried').map((span) => span.attributes['error.type'])).toEqual([
    'server',
    undefined,
  ]);
  expect(observed.recorded('retried').inputTokens).toBe(USAGE.input);
});

test('a call that the application switched off is not recorded', () => {
  expect(observed.calls('switched-off')).toEqual([]);
});

test('a stream that is left when the model has answered went well', () => {
  expect(observed.errorTypes('streamed-left')).toEqual([undefined]);
  expect(observed.recorded('streamed-left').inputTokens).toBe(USAGE.input);
});

describe('a call that fails', () => {
  test.each([
    ['rate-limited', 'rate_limit'],
    ['unauthorized', 'auth'],
    ['refused', 'bad_request'],
    ['unreachable', 'network'],
    ['aborted', 'cancelled'],
    ['embedding-fails', 'rate_limit'],
    ['object-fails', 'rate_limit'],
    ['streamed-broken', 'network'],
    ['streamed-rate-limited', 'rate_limit'],
  ])('%s is %s, on span and metric', (name, category) => {
    expect(observed.errorTypes(name)).toEqual([category]);
    expect(observed.call(name)).toMatchObject({
      statusCode: 2,
      attributes: { 'error.type': category },
    });
    expect(observed.recorded(name).inputTokens).toBeUndefined();
  });

  test.each([
    ['breaker', 'server'],
    ['aborter', 'cancelled'],
  ])('the agent %s fails as its call did', (agent, category) => {
    expect(observed.errorTypes(agent)).toEqual([category]);
    const [point] = observed.points('invokeAgentDuration', agent);
    expect(point?.attributes['error.type']).toBe(category);
  });
});
