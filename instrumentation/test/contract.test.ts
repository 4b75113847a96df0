import { expect, test } from 'vitest';
import { METRIC } from '@agent-vitals/instrumentation/semconv';
import { eventViolations, metricViolations, spanViolations } from './contract-violations.js';
import type { ReceivedLog, ReceivedMetric, ReceivedPoint, ReceivedSpan } from './otlp-receiver.js';

// Every run of the other tests is checked as it arrives: `close()` of the receiver fails. Here is
// what a drift looks like.

const span: ReceivedSpan = {
  scope: '@agent-vitals/instrumentation',
  name: 'chat gpt-4.1',
  traceId: '1'.repeat(32),
  spanId: '1'.repeat(16),
  parentSpanId: '',
  kind: 3,
  attributes: {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-4.1',
  },
  links: [],
  statusCode: 0,
  statusMessage: undefined,
};

const point: ReceivedPoint = {
  attributes: { 'gen_ai.agent.name': 'writer' },
  value: undefined,
  count: 1,
  sum: 1,
  bounds: METRIC.invokeAgentDuration.buckets,
  exemplars: [],
  startTimeUnixNano: 1n,
  timeUnixNano: 2n,
};

const metric: ReceivedMetric = {
  scope: '@agent-vitals/instrumentation',
  name: METRIC.invokeAgentDuration.name,
  unit: 's',
  kind: 'histogram',
  temporality: 2,
  monotonic: undefined,
  points: [point],
};

const event: ReceivedLog = {
  body: undefined,
  eventName: 'gen_ai.evaluation.result',
  attributes: { 'gen_ai.evaluation.name': 'relevance', 'user.id': '1' },
  severity: '',
  traceId: '1'.repeat(32),
  spanId: '1'.repeat(16),
};

test('what the contract says passes', () => {
  expect(spanViolations(span)).toEqual([]);
  expect(spanViolations({ ...span, name: 'anything', scope: 'someone else' })).toEqual([]);
  expect(metricViolations(metric)).toEqual([]);
  expect(eventViolations(event)).toEqual([]);
  expect(eventViolations({ ...event, eventName: 'someone.else' })).toEqual([]);
  expect(metricViolations({ ...metric, name: 'http.server.request.duration' })).toEqual([]);
});

test.each([
  [{ name: 'openai.chat' }, 'name, which should be "chat gpt-4.1"'],
  [{ kind: 1 }, 'kind 1'],
  [{ attributes: { ...span.attributes, 'gen_ai.system': 'openai' } }, 'attribute gen_ai.system'],
  [
    { attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-4.1' } },
    'missing attribute gen_ai.provider.name',
  ],
  [{ attributes: { 'gen_ai.operation.name': 'talk' } }, 'operation talk'],
])('a span with %j does not', (change, complaint) => {
  const drifted = { ...span, ...change };
  expect(spanViolations(drifted)).toEqual([`span "${drifted.name}": ${complaint}`]);
});

test.each([
  [{ unit: 'ms' }, ': unit ms, not s'],
  [{ kind: 'gauge' }, ': is no histogram'],
  [{ temporality: 1 }, ': is not cumulative'],
  [{ points: [{ ...point, attributes: { 'user.id': '1' } }] }, ': attribute user.id'],
  [{ points: [{ ...point, bounds: [1, 2] }] }, ': buckets 1,2'],
  [{ points: [{ ...point, startTimeUnixNano: 0n }] }, ': start time'],
] as const)('a metric drifts: case %#', (change, complaint) => {
  expect(metricViolations({ ...metric, ...change })).toEqual([`metric ${metric.name}${complaint}`]);
});

test.each([
  [{ eventName: 'gen_ai.choice' }, 'event "gen_ai.choice": its name'],
  [
    { attributes: { 'gen_ai.prompt': 'Hello' } },
    'event "gen_ai.evaluation.result": attribute gen_ai.prompt',
  ],
])('an event with %j drifts', (change, complaint) => {
  expect(eventViolations({ ...event, ...change })).toEqual([complaint]);
});

test('a name of the contract’s namespaces that is not in it is a violation', () => {
  expect(metricViolations({ ...metric, name: 'gen_ai.client.token.usage' })).toEqual([
    'metric gen_ai.client.token.usage is not in the contract',
  ]);
});
