import { TraceFlags, type SpanContext } from '@opentelemetry/api';
import { expect, test } from 'vitest';
import { attributesText } from '../attributes-text.js';
import { METRIC } from '../semconv.js';
import { createExemplarReservoir } from './exemplar-reservoir.js';

const metric = METRIC.inferenceDuration;

const span = (digit: string, traceFlags: TraceFlags = TraceFlags.SAMPLED): SpanContext => ({
  traceId: digit.repeat(32),
  spanId: digit.repeat(16),
  traceFlags,
});

test('keeps the last of each bucket of a series, until it is taken', () => {
  const reservoir = createExemplarReservoir();
  reservoir.offer(metric, 9, attributesText({ a: 1, b: 2 }), span('1'));
  reservoir.offer(metric, 0.5, attributesText({ a: 1, b: 2 }), span('2'));
  reservoir.offer(metric, 0.6, attributesText({ b: 2, a: 1 }), span('3'));
  reservoir.offer(metric, 0.5, attributesText({ a: 2 }), span('4'));
  const taken = reservoir.take(metric.name, attributesText({ a: 1, b: 2 }));
  expect(taken.map(({ value, spanId }) => [value, spanId])).toEqual([
    [9, '1'.repeat(16)],
    [0.6, '3'.repeat(16)],
  ]);
  expect(reservoir.take(metric.name, attributesText({ a: 1, b: 2 }))).toEqual([]);
  expect(reservoir.take(metric.name, attributesText({ a: 2 }))).toHaveLength(1);
});

test.each([
  ['a trace that is not sampled', span('1', TraceFlags.NONE)],
  ['a span that is none', span('0')],
  ['no span', undefined],
])('keeps nothing of %s', (_, context) => {
  const reservoir = createExemplarReservoir();
  reservoir.offer(metric, 1, attributesText({}), context);
  expect(reservoir.take(metric.name, attributesText({}))).toEqual([]);
});

test('is bounded, and has room again when what is kept was taken', () => {
  const reservoir = createExemplarReservoir();
  const offer = (id: number) => reservoir.offer(metric, 1, attributesText({ id }), span('1'));
  for (let id = 0; id <= 2000; id += 1) offer(id);
  expect(reservoir.take(metric.name, attributesText({ id: 2000 }))).toEqual([]);
  expect(reservoir.take(metric.name, attributesText({ id: 0 }))).toHaveLength(1);
  offer(2000);
  expect(reservoir.take(metric.name, attributesText({ id: 2000 }))).toHaveLength(1);
});
