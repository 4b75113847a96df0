import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { observeCalls, recordings, type ObservedCalls } from './observed-calls.js';
import { runApp } from './run-app.js';
import { CHUNKS, EMBEDDING_TOKENS, startGoogleServer, USAGE } from './servers/google-server.js';
import type { ProtocolServer } from './servers/protocol-server.js';

const APP = 'google-genai-calls.ts';

let models: ProtocolServer;
let observed: ObservedCalls;

beforeAll(async () => {
  models = await startGoogleServer();
  observed = await observeCalls(APP, { MODEL_URL: models.url });
});

afterAll(() => models.close());

/** What tools put into the prompt is counted beside it, and thoughts beside the answer. */
const INPUT = USAGE.prompt + USAGE.toolUse;
const OUTPUT = USAGE.candidates + USAGE.thoughts;

/** gemini-2.5-flash, in USD for a million: text 0.3, cached 0.03, audio 1, output 2.5. */
const COST =
  ((INPUT - USAGE.cached - USAGE.promptAudio) * 0.3 +
    USAGE.cached * 0.03 +
    USAGE.promptAudio * 1 +
    OUTPUT * 2.5) /
  1e6;

test('the application and the server see the same with the instrumentation and without', async () => {
  const plainModels = await startGoogleServer();
  const plain = await runApp({ app: APP, register: false, env: { MODEL_URL: plainModels.url } });
  await plainModels.close();
  expect(observed.run.stderr).toBe(plain.stderr);
  expect(JSON.parse(observed.run.stdout)).toEqual(JSON.parse(plain.stdout));
  expect(models.requests).toEqual(plainModels.requests);
  expect(observed.run.code).toBe(0);
});

test('the metrics are the same when no trace is sampled', async () => {
  const others = await startGoogleServer();
  const unsampled = await observeCalls(APP, {
    MODEL_URL: others.url,
    OTEL_TRACES_SAMPLER: 'always_off',
  });
  await others.close();
  expect(unsampled.receiver.spans).toEqual([]);
  expect(recordings(unsampled.receiver)).toEqual(recordings(observed.receiver));
});

describe('a call that is answered', () => {
  const plain = ['plain', 'plain-named-in-full', 'plain-chat', 'vertex'];
  const streamed = ['streamed', 'streamed-chat', 'streamed-vertex'];

  test.each([...plain, ...streamed])('%s: tokens on the span, thoughts in the output', (name) => {
    expect(observed.call(name)).toMatchObject({
      name: 'generate_content gemini-2.5-flash',
      statusCode: 0,
      attributes: {
        'gen_ai.operation.name': 'generate_content',
        'gen_ai.provider.name': name.includes('vertex') ? 'gcp.vertex_ai' : 'gcp.gemini',
        'gen_ai.request.model': 'gemini-2.5-flash',
        'gen_ai.response.model': 'gemini-2.5-flash-001',
        'gen_ai.response.id': 'resp_1',
        'gen_ai.response.finish_reasons': ['STOP'],
        'gen_ai.usage.input_tokens': INPUT,
        'gen_ai.usage.output_tokens': OUTPUT,
        'gen_ai.usage.cache_read.input_tokens': USAGE.cached,
        'gen_ai.usage.reasoning.output_tokens': USAGE.thoughts,
        'agent_vitals.llm.cost': expect.closeTo(COST, 10),
        'server.address': '127.0.0.1',
        'server.port': Number(new URL(models.url).port),
      },
    });
    expect(observed.errorTypes(name)).toEqual([undefined]);
  });

  const tokens = {
    inferenceDuration: 1,
    inputTokens: INPUT,
    outputTokens: OUTPUT,
    cacheReadInputTokens: USAGE.cached,
    reasoningOutputTokens: USAGE.thoughts,
    operationInputTokens: INPUT,
    operationOutputTokens: OUTPUT,
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

  test.each([...plain, ...streamed])('%s: its request is inside its span', (name) => {
    expect(observed.statuses(observed.call(name))).toEqual([200]);
  });

  test('tokens by modality', () => {
    expect(observed.modalities('inputTokens', 'plain')).toEqual({
      text: INPUT - USAGE.promptAudio,
      audio: USAGE.promptAudio,
    });
    expect(observed.modalities('outputTokens', 'plain')).toEqual({ text: OUTPUT });
    expect(observed.modalities('cacheReadInputTokens', 'plain')).toEqual({ text: USAGE.cached });
  });

  test('what was asked for', () => {
    expect(observed.call('plain').attributes).toMatchObject({
      'gen_ai.request.temperature': 0.5,
      'gen_ai.request.max_tokens': 1024,
    });
  });
});

test.each([
  ['embeddings', 'gcp.gemini'],
  ['embeddings-vertex', 'gcp.vertex_ai'],
])('%s have input tokens and no output', (name, provider) => {
  const { name: spanName, attributes } = observed.call(name);
  expect(spanName).toBe('embeddings gemini-embedding-001');
  expect(attributes['gen_ai.provider.name']).toBe(provider);
  // 0.15 USD for a million tokens.
  expect(observed.recorded(name)).toEqual({
    inferenceDuration: 1,
    inputTokens: EMBEDDING_TOKENS,
    operationInputTokens: EMBEDDING_TOKENS,
    llmCost: expect.closeTo((EMBEDDING_TOKENS * 0.15) / 1e6, 12),
  });
});

test('a model without a known price is counted, and costs nothing known', () => {
  expect(observed.recorded('unpriced')).toMatchObject({ llmUnpricedCalls: 1, inputTokens: INPUT });
  expect(observed.points('llmCost', 'unpriced')).toEqual([]);
});

test('a call that asks for a tool is one call', () => {
  expect(observed.call('tools').statusCode).toBe(0);
});

test.each(['tools-called', 'tools-called-streamed'])(
  '%s: where the SDK calls a tool by itself, each turn is a call',
  (name) => {
    expect(observed.calls(name).map((it) => it.statusCode)).toEqual([0, 0]);
    expect(observed.points('invokeAgentInferenceCalls', name)[0]?.sum).toBe(2);
  },
);

test('a call that the SDK tries twice is one span, with both requests inside', () => {
  expect(observed.statuses(observed.call('retried'))).toEqual([503, 200]);
  expect(observed.errorTypes('retried')).toEqual([undefined]);
});

test('a stream that is left when the answer is complete went well', () => {
  expect(observed.errorTypes('streamed-left-complete')).toEqual([undefined]);
  expect(observed.recorded('streamed-left-complete').llmCost).toBeCloseTo(COST, 10);
});

describe('a call that fails', () => {
  test.each([
    ['blocked', 'content_filter'],
    ['rate-limited', 'rate_limit'],
    ['unauthorized', 'auth'],
    ['refused', 'bad_request'],
    ['overloaded', 'server'],
    ['timed-out', 'timeout'],
    ['unreachable', 'network'],
    ['aborted', 'cancelled'],
    ['streamed-left', 'cancelled'],
    ['streamed-aborted', 'cancelled'],
    ['streamed-broken', 'network'],
    ['streamed-overloaded', 'server'],
    ['streamed-refused', 'bad_request'],
  ])('%s is %s, on span and metric', (name, category) => {
    expect(observed.errorTypes(name)).toEqual([category]);
    const span = observed.call(name);
    expect(span.attributes['error.type']).toBe(category);
    expect(span.statusCode).toBe(2);
  });

  test.each(['blocked', 'streamed-left', 'streamed-aborted', 'streamed-overloaded'])(
    '%s: the tokens that were told are paid for',
    (name) => {
      expect(observed.recorded(name).inputTokens).toBe(USAGE.prompt);
      expect(observed.recorded(name).llmCost).toBeLessThan(COST);
    },
  );

  test('a refused call has no cost, known or unknown', () => {
    expect(observed.recorded('rate-limited')).toEqual({ inferenceDuration: 1 });
  });
});
