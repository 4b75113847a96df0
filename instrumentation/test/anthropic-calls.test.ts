import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { observeCalls, recordings, type ObservedCalls } from './observed-calls.js';
import { runApp } from './run-app.js';
import { CHUNKS, startAnthropicServer, USAGE } from './servers/anthropic-server.js';
import type { ProtocolServer } from './servers/protocol-server.js';

const APP = 'anthropic-calls.ts';

let models: ProtocolServer;
let observed: ObservedCalls;

beforeAll(async () => {
  models = await startAnthropicServer();
  observed = await observeCalls(APP, { MODEL_URL: models.url });
});

afterAll(() => models.close());

/** The API counts what it read from and wrote to its cache beside the rest of the input. */
const INPUT = USAGE.uncached + USAGE.cacheRead + USAGE.cacheWrite;

/** claude-haiku-4-5, in USD for a million: input 1, read from the cache 0.1, written to it 1.25,
 * for an hour 2, output 5. */
const COST =
  (USAGE.uncached +
    USAGE.cacheRead * 0.1 +
    (USAGE.cacheWrite - USAGE.cacheWriteOneHour) * 1.25 +
    USAGE.cacheWriteOneHour * 2 +
    USAGE.output * 5) /
  1e6;

test('the application and the server see the same with the instrumentation and without', async () => {
  const plainModels = await startAnthropicServer();
  const plain = await runApp({ app: APP, register: false, env: { MODEL_URL: plainModels.url } });
  await plainModels.close();
  expect(observed.run.stderr).toBe('');
  expect(JSON.parse(observed.run.stdout)).toEqual(JSON.parse(plain.stdout));
  expect(models.requests).toEqual(plainModels.requests);
  expect(observed.run.code).toBe(0);
});

test('the metrics are the same when no trace is sampled', async () => {
  const others = await startAnthropicServer();
  const unsampled = await observeCalls(APP, {
    MODEL_URL: others.url,
    OTEL_TRACES_SAMPLER: 'always_off',
  });
  await others.close();
  expect(unsampled.receiver.spans).toEqual([]);
  expect(recordings(unsampled.receiver)).toEqual(recordings(observed.receiver));
});

test('the SDK starts no spans of its own beside them', () => {
  const names = observed.receiver.spans.map((span) => span.name);
  expect(names.filter((name) => name.startsWith('anthropic.'))).toEqual([]);
});

describe('a call that is answered', () => {
  const plain = ['plain', 'plain-with-response', 'plain-parse', 'beta'];
  const streamed = [
    'streamed',
    'streamed-with-response',
    'streamed-tee',
    'streamed-helper',
    'streamed-helper-iterated',
    'streamed-beta',
    'streamed-beta-helper',
  ];

  test.each([...plain, ...streamed])('%s: tokens on the span, cached ones in the input', (name) => {
    expect(observed.call(name)).toMatchObject({
      name: 'chat claude-haiku-4-5',
      statusCode: 0,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'anthropic',
        'gen_ai.request.model': 'claude-haiku-4-5',
        'gen_ai.request.max_tokens': 1024,
        'gen_ai.response.model': 'claude-haiku-4-5-20251001',
        'gen_ai.response.id': 'msg_1',
        'gen_ai.response.finish_reasons': ['end_turn'],
        'gen_ai.usage.input_tokens': INPUT,
        'gen_ai.usage.output_tokens': USAGE.output,
        'gen_ai.usage.cache_read.input_tokens': USAGE.cacheRead,
        'gen_ai.usage.cache_write.input_tokens': USAGE.cacheWrite,
        'gen_ai.usage.reasoning.output_tokens': USAGE.thinking,
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
    outputTokens: USAGE.output,
    cacheReadInputTokens: USAGE.cacheRead,
    cacheWriteInputTokens: USAGE.cacheWrite,
    reasoningOutputTokens: USAGE.thinking,
    operationInputTokens: INPUT,
    operationOutputTokens: USAGE.output,
    llmCost: expect.closeTo(COST, 10),
  };

  test.each(plain)('%s: each metric once', (name) => {
    expect(observed.recorded(name)).toEqual(tokens);
  });

  test.each(streamed)('%s: each metric once, the chunks apart', (name) => {
    expect(observed.recorded(name)).toEqual({
      ...tokens,
      timeToFirstChunk: 1,
      // The thought is the first.
      timePerOutputChunk: CHUNKS.length,
    });
    expect(observed.call(name).attributes['gen_ai.response.time_to_first_chunk']).toBeGreaterThan(
      0,
    );
  });

  test.each([...plain, ...streamed])('%s: its request is inside its span', (name) => {
    expect(observed.statuses(observed.call(name))).toEqual([200]);
  });
});

test('searches of the web are a part of the cost: two, at 10 USD for a thousand', () => {
  expect(observed.recorded('searching').llmCost).toBeCloseTo(COST + 0.02, 10);
});

test('a model without a known price is counted, and costs nothing known', () => {
  expect(observed.recorded('unpriced')).toMatchObject({ llmUnpricedCalls: 1, inputTokens: INPUT });
  expect(observed.points('llmCost', 'unpriced')).toEqual([]);
});

test('an answer that the application reads by itself tells no tokens', () => {
  expect(observed.recorded('plain-as-response')).toEqual({
    inferenceDuration: 1,
    llmUnpricedCalls: 1,
  });
});

test('a call that asks for a tool ends as the provider says', () => {
  const { attributes } = observed.call('tools');
  expect(attributes['gen_ai.response.finish_reasons']).toEqual(['tool_use']);
});

test('a helper that runs tools makes a call for each turn', () => {
  expect(observed.calls('tool-runner').map((it) => it.statusCode)).toEqual([0, 0]);
  expect(observed.points('invokeAgentInferenceCalls', 'tool-runner')[0]?.sum).toBe(2);
});

test('a call that the SDK tries twice is one span, with both requests inside', () => {
  expect(observed.statuses(observed.call('retried'))).toEqual([529, 200]);
  expect(observed.errorTypes('retried')).toEqual([undefined]);
  expect(observed.statuses(observed.call('rate-limited-twice'))).toEqual([429, 429]);
  expect(observed.errorTypes('rate-limited-twice')).toEqual(['rate_limit']);
});

test('a stream that is left when the answer is complete went well', () => {
  expect(observed.errorTypes('streamed-left-complete')).toEqual([undefined]);
  expect(observed.recorded('streamed-left-complete').llmCost).toBeCloseTo(COST, 10);
});

describe('a call that fails', () => {
  test.each([
    ['rate-limited', 'rate_limit'],
    ['overloaded', 'server'],
    ['unauthorized', 'auth'],
    ['refused', 'bad_request'],
    ['broken', 'server'],
    ['timed-out', 'timeout'],
    ['unreachable', 'network'],
    ['aborted', 'cancelled'],
    ['streamed-left', 'cancelled'],
    ['streamed-aborted', 'cancelled'],
    ['streamed-helper-aborted', 'cancelled'],
    ['streamed-broken', 'network'],
    ['streamed-overloaded', 'server'],
  ])('%s is %s, on span and metric', (name, category) => {
    expect(observed.errorTypes(name)).toEqual([category]);
    const span = observed.call(name);
    expect(span.attributes['error.type']).toBe(category);
    expect(span.statusCode).toBe(2);
  });

  test.each([
    'streamed-left',
    'streamed-aborted',
    'streamed-helper-aborted',
    'streamed-overloaded',
  ])('%s: the input is told at the start, and is paid for', (name) => {
    expect(observed.recorded(name).inputTokens).toBe(INPUT);
    expect(observed.recorded(name).llmCost).toBeLessThan(COST);
  });

  test('a refused call has no cost, known or unknown', () => {
    expect(observed.recorded('rate-limited')).toEqual({ inferenceDuration: 1 });
  });
});
