import { afterEach, beforeEach, expect, test } from 'vitest';
import { METRIC } from '@agent-vitals/instrumentation/semconv';
import { startModelServer } from './model-server.js';
import type { ProtocolServer } from './servers/protocol-server.js';
import { startOtlpReceiver, type OtlpReceiver } from './otlp-receiver.js';
import { runApp } from './run-app.js';
import { spanNamed } from './span-tree.js';

/** Metrics and the span that an exemplar of theirs leads to. */
const LEADS_TO = [
  [METRIC.inferenceDuration, 'chat gpt-4.1'],
  [METRIC.timeToFirstChunk, 'chat gpt-4.1'],
  [METRIC.operationInputTokens, 'chat gpt-4.1'],
  [METRIC.invokeAgentDuration, 'invoke_agent writer'],
  [METRIC.invokeAgentToolCalls, 'invoke_agent writer'],
  [METRIC.executeToolDuration, 'execute_tool search'],
  [METRIC.invokeWorkflowDuration, 'invoke_workflow answering'],
] as const;

let models: ProtocolServer;
let receiver: OtlpReceiver;

beforeEach(async () => {
  models = await startModelServer();
  receiver = await startOtlpReceiver();
});

afterEach(async () => {
  await models.close();
  await receiver.close();
});

const run = (env: Readonly<Record<string, string>> = {}) =>
  runApp({
    app: 'workflow.ts',
    env: {
      MODEL_URL: models.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      ...env,
    },
  });

const exemplars = () =>
  receiver.metricExports
    .flat()
    .flatMap(({ points }) => points)
    .flatMap((point) => point.exemplars);

test('histograms lead to the spans in which they were measured', async () => {
  await run();
  for (const [{ name }, spanName] of LEADS_TO) {
    const { traceId, spanId } = spanNamed(receiver.spans, spanName);
    const point = receiver.metric(name).points.find((it) => it.exemplars[0]?.spanId === spanId);
    expect(point?.exemplars).toMatchObject([{ traceId, spanId, asDouble: point?.sum }]);
  }
});

test('there are none of a trace that is not sampled, and no metric is lost', async () => {
  await run({ OTEL_TRACES_SAMPLER: 'always_off' });
  expect(receiver.metric(METRIC.inferenceDuration.name).points).toHaveLength(2);
  expect(exemplars()).toEqual([]);
});

test('there are none where the environment wants none', async () => {
  await run({ OTEL_METRICS_EXEMPLAR_FILTER: 'always_off' });
  expect(exemplars()).toEqual([]);
});
