import { afterAll, beforeAll, expect, test } from 'vitest';
import { limitAttributes, recordMetric, setAttributeLimit } from './instruments.js';
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
