import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { METRIC } from '@agent-vitals/instrumentation/semconv';
import { CHUNKS, startModelServer, USAGE, type ModelServer } from './model-server.js';
import { startOtlpReceiver, type OtlpReceiver, type ReceivedPoint } from './otlp-receiver.js';
import { runApp, type AppRun } from './run-app.js';

let models: ModelServer;
let receiver: OtlpReceiver;
let observed: AppRun;

beforeAll(async () => {
  models = await startModelServer();
  receiver = await startOtlpReceiver();
  observed = await runApp({
    app: 'calls.ts',
    env: {
      MODEL_URL: models.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    },
  });
});

afterAll(async () => {
  await models.close();
  await receiver.close();
});

/** The points of a metric that the call of that name made: each runs as an agent of its name. */
const pointsOf = (metric: string, name: string): readonly ReceivedPoint[] =>
  receiver.metric(metric).points.filter((it) => it.attributes['gen_ai.agent.name'] === name);

const spanOf = (name: string) => {
  const found = receiver.spans.filter(
    (span) =>
      span.kind === 3 && span.attributes['gen_ai.agent.name'] === name && span.name !== 'POST',
  );
  expect(
    found.map((span) => span.name),
    `spans of ${name}`,
  ).toHaveLength(1);
  return found[0]!;
};

const errorTypesOf = (name: string) =>
  pointsOf(METRIC.inferenceDuration.name, name).map((it) => it.attributes['error.type']);

test('the application sees the same with the instrumentation and without', async () => {
  const plainModels = await startModelServer();
  const plain = await runApp({
    app: 'calls.ts',
    register: false,
    env: { MODEL_URL: plainModels.url },
  });
  await plainModels.close();
  expect(observed.stderr).toBe('');
  expect(JSON.parse(observed.stdout)).toEqual(JSON.parse(plain.stdout));
  expect(models.bodies).toEqual(plainModels.bodies);
  expect(observed.code).toBe(0);
});

describe('a call that is answered', () => {
  const answered = [
    'plain',
    'plain-with-response',
    'plain-parse',
    'streamed',
    'streamed-with-response',
    'streamed-tee',
    'streamed-helper',
    'responses',
    'responses-streamed',
  ];

  test.each(answered)('%s: tokens on the span, subsets included', (name) => {
    expect(spanOf(name)).toMatchObject({
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
        'server.address': '127.0.0.1',
        'server.port': Number(new URL(models.url).port),
      },
    });
  });

  test.each(answered)('%s: each metric once', (name) => {
    const single = (metric: string) => {
      const points = pointsOf(metric, name);
      expect(points, metric).toHaveLength(1);
      return points[0]!;
    };
    expect(single(METRIC.inferenceDuration.name).count).toBe(1);
    expect(single(METRIC.inferenceDuration.name).attributes['error.type']).toBeUndefined();
    expect(single(METRIC.inputTokens.name).value).toBe(USAGE.input);
    expect(single(METRIC.inputTokens.name).attributes['gen_ai.token.modality']).toBe('text');
    expect(single(METRIC.outputTokens.name).value).toBe(USAGE.output);
    expect(single(METRIC.cacheReadInputTokens.name).value).toBe(USAGE.cached);
    expect(single(METRIC.reasoningOutputTokens.name).value).toBe(USAGE.reasoning);
    expect(single(METRIC.operationInputTokens.name).sum).toBe(USAGE.input);
    expect(single(METRIC.operationOutputTokens.name).sum).toBe(USAGE.output);
    expect(single(METRIC.invokeAgentInferenceCalls.name).sum).toBe(1);
  });

  test.each(answered)('%s: cost, with cached tokens at their own rate', (name) => {
    // gpt-4.1: 2 USD for a million input tokens, 0.5 for cached ones, 8 for output.
    const uncached = USAGE.input - USAGE.cached;
    const expected = (uncached * 2 + USAGE.cached * 0.5 + USAGE.output * 8) / 1e6;
    expect(pointsOf(METRIC.llmCost.name, name)[0]?.value).toBeCloseTo(expected, 10);
    expect(spanOf(name).attributes['agent_vitals.llm.cost']).toBeCloseTo(expected, 10);
    expect(pointsOf(METRIC.llmUnpricedCalls.name, name)).toEqual([]);
  });

  test.each(answered.filter((name) => name.includes('streamed')))(
    '%s: the first chunk, and the time between the others',
    (name) => {
      expect(pointsOf(METRIC.timeToFirstChunk.name, name)[0]?.count).toBe(1);
      expect(pointsOf(METRIC.timePerOutputChunk.name, name)[0]?.count).toBe(CHUNKS.length - 1);
    },
  );
});

test('a model without a known price is counted, and costs nothing known', () => {
  expect(pointsOf(METRIC.llmCost.name, 'unpriced')).toEqual([]);
  expect(pointsOf(METRIC.llmUnpricedCalls.name, 'unpriced')[0]?.value).toBe(1);
  expect(pointsOf(METRIC.inputTokens.name, 'unpriced')[0]?.value).toBe(USAGE.input);
});

test.each(['streamed-without-usage', 'plain-as-response'])(
  '%s: tokens that nobody told are not recorded, not even as zero',
  (name) => {
    expect(pointsOf(METRIC.inputTokens.name, name)).toEqual([]);
    expect(pointsOf(METRIC.operationInputTokens.name, name)).toEqual([]);
    expect(pointsOf(METRIC.llmCost.name, name)).toEqual([]);
    expect(pointsOf(METRIC.llmUnpricedCalls.name, name)[0]?.value).toBe(1);
    expect(errorTypesOf(name)).toEqual([undefined]);
  },
);

test('embeddings have input tokens and no output', () => {
  expect(spanOf('embeddings').name).toBe('embeddings text-embedding-3-small');
  expect(pointsOf(METRIC.inputTokens.name, 'embeddings')[0]?.value).toBe(8);
  expect(pointsOf(METRIC.outputTokens.name, 'embeddings')).toEqual([]);
});

test('a call that the SDK tries twice is one span, with both requests inside', () => {
  const span = spanOf('retried');
  const requests = receiver.spans.filter((it) => it.parentSpanId === span.spanId);
  expect(requests.map((it) => it.attributes['http.response.status_code'])).toEqual([500, 200]);
  expect(errorTypesOf('retried')).toEqual([undefined]);
});

test('a stream that is left when the answer is complete went well', () => {
  expect(errorTypesOf('streamed-left-complete')).toEqual([undefined]);
  expect(spanOf('streamed-left-complete').attributes['gen_ai.response.finish_reasons']).toEqual([
    'stop',
  ]);
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
    expect(errorTypesOf(name)).toEqual([category]);
    const span = spanOf(name);
    expect(span.attributes['error.type']).toBe(category);
    expect(span.statusCode).toBe(2);
  });

  test('the agent fails as its call did', () => {
    const points = pointsOf(METRIC.invokeAgentDuration.name, 'rate-limited');
    expect(points.map((it) => it.attributes['error.type'])).toEqual(['rate_limit']);
  });

  test('chunks that came before the end are recorded', () => {
    expect(pointsOf(METRIC.timeToFirstChunk.name, 'streamed-aborted')[0]?.count).toBe(1);
    expect(spanOf('streamed-aborted').attributes['gen_ai.response.model']).toBe(
      'stalls-2025-04-14',
    );
  });

  test('a refused call has no cost, known or unknown', () => {
    expect(pointsOf(METRIC.llmCost.name, 'rate-limited')).toEqual([]);
    expect(pointsOf(METRIC.llmUnpricedCalls.name, 'rate-limited')).toEqual([]);
  });
});
