import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHUNKS, startModelServer, USAGE, type ModelServer } from './model-server.js';
import { observeCalls, recordings, type ObservedCalls } from './observed-calls.js';
import { runApp } from './run-app.js';

let models: ModelServer;
let observed: ObservedCalls;

beforeAll(async () => {
  models = await startModelServer();
  observed = await observeCalls('openai-calls.ts', { MODEL_URL: models.url });
});

afterAll(() => models.close());

/** gpt-4.1: 2 USD for a million input tokens, 0.5 for cached ones, 8 for output. */
const COST = ((USAGE.input - USAGE.cached) * 2 + USAGE.cached * 0.5 + USAGE.output * 8) / 1e6;

test('the application and the server see the same with the instrumentation and without', async () => {
  const plainModels = await startModelServer();
  const plain = await runApp({
    app: 'openai-calls.ts',
    register: false,
    env: { MODEL_URL: plainModels.url },
  });
  await plainModels.close();
  expect(observed.run.stderr).toBe('');
  expect(JSON.parse(observed.run.stdout)).toEqual(JSON.parse(plain.stdout));
  expect(models.requests).toEqual(plainModels.requests);
  expect(observed.run.code).toBe(0);
});

test('the metrics are the same when no trace is sampled', async () => {
  const others = await startModelServer();
  const unsampled = await observeCalls('openai-calls.ts', {
    MODEL_URL: others.url,
    OTEL_TRACES_SAMPLER: 'always_off',
  });
  await others.close();
  expect(unsampled.receiver.spans).toEqual([]);
  expect(recordings(unsampled.receiver)).toEqual(recordings(observed.receiver));
});

describe('a call that is answered', () => {
  const plain = ['plain', 'plain-with-response', 'plain-parse', 'responses', 'responses-parse'];
  const streamed = [
    'streamed',
    'streamed-with-response',
    'streamed-tee',
    'streamed-helper',
    'responses-streamed',
    'responses-helper',
  ];

  test.each([...plain, ...streamed])('%s: tokens on the span, subsets included', (name) => {
    expect(observed.call(name)).toMatchObject({
      name: 'chat gpt-4.1',
      statusCode: 0,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': 'gpt-4.1',
        'gen_ai.response.model': 'gpt-4.1-2025-04-14',
        'gen_ai.usage.input_tokens': USAGE.input,
        'gen_ai.usage.output_tokens': USAGE.output,
        'gen_ai.usage.cache_read.input_tokens': USAGE.cached,
        'gen_ai.usage.reasoning.output_tokens': USAGE.reasoning,
        'agent_vitals.llm.cost': expect.closeTo(COST, 10),
        'server.address': '127.0.0.1',
        'server.port': Number(new URL(models.url).port),
      },
    });
    expect(observed.errorTypes(name)).toEqual([undefined]);
  });

  const tokens = {
    inferenceDuration: 1,
    inputTokens: USAGE.input,
    outputTokens: USAGE.output,
    cacheReadInputTokens: USAGE.cached,
    reasoningOutputTokens: USAGE.reasoning,
    operationInputTokens: USAGE.input,
    operationOutputTokens: USAGE.output,
    // Cached tokens at their own rate, reasoning tokens not on top of the output.
    llmCost: expect.closeTo(COST, 10),
  };

  test.each(plain)('%s: each metric once', (name) => {
    expect(observed.recorded(name)).toEqual(tokens);
  });

  test.each(streamed)('%s: each metric once, the chunks apart', (name) => {
    expect(observed.recorded(name)).toEqual({
      ...tokens,
      timeToFirstChunk: 1,
      timePerOutputChunk: CHUNKS.length - 1,
    });
    expect(observed.call(name).attributes['gen_ai.response.time_to_first_chunk']).toBeGreaterThan(
      0,
    );
  });

  test('the modality is told where the provider tells it, and unknown elsewhere', () => {
    expect(observed.modalities('inputTokens', 'plain')).toEqual({ unknown: USAGE.input });
    expect(observed.modalities('reasoningOutputTokens', 'plain')).toEqual({
      text: USAGE.reasoning,
    });
  });
});

test('a model without a known price is counted, and costs nothing known', () => {
  expect(observed.recorded('unpriced')).toMatchObject({
    llmUnpricedCalls: 1,
    inputTokens: USAGE.input,
  });
  expect(observed.points('llmCost', 'unpriced')).toEqual([]);
});

test.each(['streamed-without-usage', 'plain-as-response'])(
  '%s: tokens that nobody told are not recorded, not even as zero',
  (name) => {
    expect(observed.points('inputTokens', name)).toEqual([]);
    expect(observed.points('operationInputTokens', name)).toEqual([]);
    expect(observed.points('llmCost', name)).toEqual([]);
    expect(observed.recorded(name).llmUnpricedCalls).toBe(1);
    expect(observed.errorTypes(name)).toEqual([undefined]);
  },
);

test('embeddings have input tokens and no output', () => {
  expect(observed.call('embeddings').name).toBe('embeddings text-embedding-3-small');
  // 0.02 USD for a million tokens.
  expect(observed.recorded('embeddings')).toEqual({
    inferenceDuration: 1,
    inputTokens: 8,
    operationInputTokens: 8,
    llmCost: expect.closeTo((8 * 0.02) / 1e6, 12),
  });
});

test('a completion of a text is an operation of its own', () => {
  expect(observed.call('text-completion').name).toBe('text_completion gpt-3.5-turbo-instruct');
  expect(observed.recorded('text-completion').outputTokens).toBe(USAGE.output);
});

test('a call that asks for a tool ends as the provider says', () => {
  const { attributes } = observed.call('tools');
  expect(attributes['gen_ai.response.finish_reasons']).toEqual(['tool_calls']);
});

test('searches of the web are a part of the cost: two, at 10 USD for a thousand', () => {
  expect(observed.recorded('responses-searching').llmCost).toBeCloseTo(COST + 0.02, 10);
});

test('a helper that runs tools makes a call for each turn', () => {
  expect(observed.calls('tool-runner').map((it) => it.statusCode)).toEqual([0, 0]);
  expect(observed.points('invokeAgentInferenceCalls', 'tool-runner')[0]?.sum).toBe(2);
});

test('a call that the SDK tries twice is one span, with both requests inside', () => {
  expect(observed.statuses(observed.call('retried'))).toEqual([500, 200]);
  expect(observed.errorTypes('retried')).toEqual([undefined]);
});

test('a stream that is left when the answer is complete went well', () => {
  expect(observed.errorTypes('streamed-left-complete')).toEqual([undefined]);
  const { attributes } = observed.call('streamed-left-complete');
  expect(attributes['gen_ai.response.finish_reasons']).toEqual(['stop']);
});

describe('a call that fails', () => {
  test.each([
    ['rate-limited', 'rate_limit'],
    ['unauthorized', 'auth'],
    ['refused', 'bad_request'],
    ['broken', 'server'],
    ['unreachable', 'network'],
    ['aborted', 'cancelled'],
    ['streamed-left', 'cancelled'],
    ['streamed-aborted', 'cancelled'],
    ['streamed-broken', 'network'],
    ['responses-left', 'cancelled'],
    ['responses-failed', 'server'],
  ])('%s is %s, on span and metric', (name, category) => {
    expect(observed.errorTypes(name)).toEqual([category]);
    const span = observed.call(name);
    expect(span.attributes['error.type']).toBe(category);
    expect(span.statusCode).toBe(2);
  });

  test('the agent fails as its call did', () => {
    const points = observed.points('invokeAgentDuration', 'rate-limited');
    expect(points.map((it) => it.attributes['error.type'])).toEqual(['rate_limit']);
  });

  test('chunks that came before the end are recorded', () => {
    expect(observed.recorded('streamed-aborted').timeToFirstChunk).toBe(1);
    const { attributes } = observed.call('streamed-aborted');
    expect(attributes['gen_ai.response.model']).toBe('stalls-2025-04-14');
  });

  test('a refused call has no cost, known or unknown', () => {
    expect(observed.recorded('rate-limited')).toEqual({ inferenceDuration: 1 });
  });
});
