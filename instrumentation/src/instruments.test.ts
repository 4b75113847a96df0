import { createNoopMeter, metrics } from '@opentelemetry/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attributesText } from './attributes-text.js';
import { seriesOf } from './instrument-series.js';
import { limitAttributes, recordMetric, recordMetrics, setAttributeLimit } from './instruments.js';
import { METRIC } from './semconv.js';
import { startInMemorySdk, type InMemorySdk } from './testing/in-memory-sdk.js';

let sdk: InMemorySdk;

beforeAll(() => {
  // Used before the start: an instrument made then must not stay silent.
  recordMetric('invokeWorkflowDuration', 1, {});
  sdk = startInMemorySdk();
});

afterAll(() => sdk.stop());

test('records what comes after the start, though it was used before', async () => {
  recordMetric('invokeWorkflowDuration', 2, {});
  expect(await sdk.points(METRIC.invokeWorkflowDuration.name)).toMatchObject([{ value: 2 }]);
});

test('finds the series of the SDK by the text of its attributes, whatever their order', async () => {
  const histogram = metrics.getMeter('series').createHistogram('test.series');
  const find = seriesOf(histogram);
  for (const attributes of [{ b: 1, a: 'x' }, {}]) {
    histogram.record(1, attributes);
    find?.(attributes, attributesText(attributes))?.record(2);
  }
  find?.({}, attributesText({ a: 'x', b: 1 }))?.record(3);
  expect(find?.({}, attributesText({ a: 'new' }))).toBeUndefined();
  expect(await sdk.points('test.series')).toMatchObject([
    { attributes: { a: 'x', b: 1 }, value: 6, count: 3 },
    { attributes: {}, value: 3, count: 2 },
  ]);
});

test('looks for no series in an instrument that is not the one it knows', () => {
  expect(seriesOf(createNoopMeter().createHistogram('none'))).toBeUndefined();
  const viewed = { _writableMetricStorage: { hasAttributeProcessor: true } };
  expect(seriesOf(viewed)).toBeUndefined();
});

test('records every value, before and after a collection, and drops what is no value', async () => {
  const attributes = limitAttributes({ 'gen_ai.tool.name': 'search' });
  expect(limitAttributes({ 'gen_ai.tool.name': 'search' })).toBe(attributes);
  recordMetrics('executeToolDuration', [1, 2, Number.NaN, -1], attributes);
  await sdk.points(METRIC.executeToolDuration.name);
  recordMetrics('executeToolDuration', [4, 5], { 'gen_ai.tool.name': 'search' });
  expect(await sdk.points(METRIC.executeToolDuration.name)).toMatchObject([
    { value: 12, count: 4 },
  ]);
});

test('counts the data points with a folded attribute', async () => {
  setAttributeLimit(1);
  for (const name of ['a', 'b', 'c']) {
    recordMetric('invokeAgentToolCalls', 1, limitAttributes({ 'gen_ai.agent.name': name }));
  }
  const agents = (await sdk.points(METRIC.invokeAgentToolCalls.name)).map(
    ({ attributes, count }) => [attributes['gen_ai.agent.name'], count],
  );
  expect(agents).toEqual([
    ['a', 1],
    ['other', 2],
  ]);
  expect(await sdk.points(METRIC.limitedAttributes.name)).toMatchObject([
    { value: 2, attributes: { 'agent_vitals.limited.attribute': 'gen_ai.agent.name' } },
  ]);
});
