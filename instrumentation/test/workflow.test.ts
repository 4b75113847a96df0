import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { METRIC, type MetricKey } from '@agent-vitals/instrumentation/semconv';
import { startModelServer } from './model-server.js';
import type { ProtocolServer } from './servers/protocol-server.js';
import { recordings } from './observed-calls.js';
import { startOtlpReceiver, type OtlpReceiver } from './otlp-receiver.js';
import { runApp, type AppRun } from './run-app.js';
import { spanNamed, spanTree } from './span-tree.js';

let models: ProtocolServer;
let receiver: OtlpReceiver;
let env: Record<string, string>;
let run: AppRun;
let startedAt: bigint;

beforeAll(async () => {
  models = await startModelServer();
  receiver = await startOtlpReceiver();
  env = {
    MODEL_URL: models.url,
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
  };
  startedAt = BigInt(Date.now()) * 1_000_000n;
  run = await runApp({ app: 'workflow.ts', env });
});

afterAll(async () => {
  await models.close();
  await receiver.close();
});

/** The sum of a histogram by agent. */
const sums = (key: MetricKey) =>
  Object.fromEntries(
    receiver
      .metric(METRIC[key].name)
      .points.map((point) => [point.attributes['gen_ai.agent.name'], point.sum]),
  );

describe('an ES module application, started by --import', () => {
  test('is one trace from the workflow to the HTTP requests', () => {
    expect(spanTree(receiver.spans)).toEqual({
      'invoke_workflow answering': {
        'invoke_agent writer': {
          'execute_tool search': {},
          'chat gpt-4.1': { POST: {} },
          'invoke_agent reviewer': { 'chat gpt-4.1-mini': { POST: {} } },
        },
      },
    });
    expect(new Set(receiver.spans.map((span) => span.traceId)).size).toBe(1);
  });

  test('names the caller on every span inside, requests of other libraries included', () => {
    const chat = spanNamed(receiver.spans, 'chat gpt-4.1');
    const caller = {
      'gen_ai.workflow.name': 'answering',
      'gen_ai.agent.name': 'writer',
      'gen_ai.agent.version': '2',
      'gen_ai.prompt.name': 'write',
      'gen_ai.prompt.version': '7',
      'gen_ai.conversation.id': 'conversation-4',
    };
    expect(chat.attributes).toMatchObject(caller);
    const request = receiver.spans.find((span) => span.parentSpanId === chat.spanId);
    expect(request?.attributes).toMatchObject(caller);
    const reviewer = spanNamed(receiver.spans, 'invoke_agent reviewer').attributes;
    expect(reviewer['gen_ai.agent.name']).toBe('reviewer');
    expect(reviewer['gen_ai.agent.version']).toBeUndefined();
    expect(reviewer['gen_ai.prompt.name']).toBeUndefined();
  });

  test('names the caller on every log line inside', () => {
    expect(receiver.logs[0]?.attributes).toMatchObject({
      'gen_ai.workflow.name': 'answering',
      'gen_ai.agent.name': 'writer',
      'gen_ai.agent.version': '2',
      'gen_ai.conversation.id': 'conversation-4',
    });
  });

  test('counts the calls of a nested agent for the nested agent alone', () => {
    expect(sums('invokeAgentInferenceCalls')).toEqual({ writer: 1, reviewer: 1 });
    expect(sums('invokeAgentToolCalls')).toEqual({ writer: 1, reviewer: 0 });
  });

  test('tells the prompt of an invocation that used one, and of no other', () => {
    const { points } = receiver.metric(METRIC.invokeAgentInferenceCalls.name);
    expect(points.map(({ attributes }) => attributes)).toEqual([
      { 'gen_ai.workflow.name': 'answering', 'gen_ai.agent.name': 'reviewer' },
      {
        'gen_ai.workflow.name': 'answering',
        'gen_ai.agent.name': 'writer',
        'gen_ai.agent.version': '2',
        'gen_ai.prompt.name': 'write',
        'gen_ai.prompt.version': '7',
      },
    ]);
  });

  test('puts the trace id on its pino logs, and sends them', () => {
    const tool = spanNamed(receiver.spans, 'execute_tool search');
    expect(receiver.logs).toMatchObject([
      { body: 'searching for why?', traceId: tool.traceId, spanId: tool.spanId },
    ]);
    expect(JSON.parse(run.stdout.split('\n')[0] ?? '')).toMatchObject({
      msg: 'searching for why?',
      trace_id: tool.traceId,
      span_id: tool.spanId,
    });
  });

  test('is not itself observed while it exports', () => {
    const ports = receiver
      .metric('http.client.request.duration')
      .points.map((point) => point.attributes['server.port']);
    expect(new Set(ports)).toEqual(new Set([Number(new URL(models.url).port)]));
  });
});

describe('its metrics', () => {
  test('have the units, kinds and buckets of the contract, cumulative, since an honest start', () => {
    const recorded = Object.values(METRIC).filter((definition) =>
      receiver.metricExports.at(-1)?.some((metric) => metric.name === definition.name),
    );
    expect(recorded.length).toBeGreaterThan(12);
    for (const definition of recorded) {
      const metric = receiver.metric(definition.name);
      expect(metric).toMatchObject({
        unit: definition.unit,
        kind: definition.instrument === 'histogram' ? 'histogram' : 'sum',
        temporality: 2,
      });
      for (const point of metric.points) {
        expect(point.startTimeUnixNano).toBeGreaterThan(startedAt);
        expect(point.startTimeUnixNano).toBeLessThan(point.timeUnixNano);
        expect(definition.attributes).toEqual(
          expect.arrayContaining(Object.keys(point.attributes)),
        );
        expect(point.bounds).toEqual(definition.buckets);
      }
    }
  });

  test('of the process and of Node, none of the host', () => {
    const units = Object.fromEntries(
      receiver.metricExports.at(-1)?.map((metric) => [metric.name, metric.unit]) ?? [],
    );
    expect(units).toMatchObject({
      'process.cpu.time': 's',
      'process.cpu.utilization': '1',
      'process.memory.usage': 'By',
      'nodejs.eventloop.utilization': '1',
      'v8js.gc.duration': 's',
      'v8js.memory.heap.used': 'By',
    });
    expect(Object.keys(units).filter((name) => name.startsWith('system.'))).toEqual([]);
  });

  test('are the same when no trace is sampled', async () => {
    const unsampled = await startOtlpReceiver();
    await runApp({
      app: 'workflow.ts',
      env: {
        ...env,
        OTEL_TRACES_SAMPLER: 'always_off',
        OTEL_EXPORTER_OTLP_ENDPOINT: unsampled.url,
      },
    });
    await unsampled.close();
    const sampled = recordings(receiver);
    expect(unsampled.spans).toEqual([]);
    expect(recordings(unsampled)).toEqual(sampled);
    expect(sampled.length).toBeGreaterThan(12);
  });
});
