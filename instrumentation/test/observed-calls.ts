import { METRIC, type MetricKey } from '@agent-vitals/instrumentation/semconv';
import { expect } from 'vitest';
import {
  startOtlpReceiver,
  type OtlpReceiver,
  type ReceivedPoint,
  type ReceivedSpan,
} from './otlp-receiver.js';
import { runApp, type AppOptions, type AppRun } from './run-app.js';

/** An application of `apps/` that ran its cases, each as an agent of its name, and what it sent. */
export interface ObservedCalls {
  readonly run: AppRun;
  readonly receiver: OtlpReceiver;
  /** The points of a metric that a case made. */
  points(key: MetricKey, name: string): readonly ReceivedPoint[];
  /** What a case recorded of each metric: sums of tokens and cost, numbers of durations. */
  recorded(name: string): { readonly [key in MetricKey]?: number };
  /** The tokens of a case by modality. */
  modalities(key: MetricKey, name: string): Readonly<Record<string, number | undefined>>;
  /** The spans of a case's calls to models, in the order of their end. */
  calls(name: string): readonly ReceivedSpan[];
  /** The span of its only call. */
  call(name: string): ReceivedSpan;
  /** The statuses of the HTTP requests that were made within a span. */
  statuses(span: ReceivedSpan): readonly unknown[];
  errorTypes(name: string): readonly unknown[];
}

/** Metrics that a call to a model makes, but for the agent around it. */
const CALL_METRICS = Object.entries(METRIC).filter(([, { name }]) =>
  /^(gen_ai\.client|agent_vitals\.llm)\./.test(name),
) as readonly [MetricKey, (typeof METRIC)[MetricKey]][];

/** Runs an application under the instrumentation, with a receiver of its own. */
export async function observeCalls(
  app: string,
  env: Readonly<Record<string, string>>,
  options: Pick<AppOptions, 'register'> = {},
): Promise<ObservedCalls> {
  const receiver = await startOtlpReceiver();
  const run = await runApp({
    ...options,
    app,
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      ...env,
    },
  });
  await receiver.close();
  const last = receiver.metricExports.at(-1) ?? [];

  const points = (key: MetricKey, name: string): readonly ReceivedPoint[] =>
    (last.find((metric) => metric.name === METRIC[key].name)?.points ?? []).filter(
      (point) => point.attributes['gen_ai.agent.name'] === name,
    );

  const calls = (name: string): readonly ReceivedSpan[] =>
    receiver.spans.filter(
      ({ kind, attributes }) =>
        kind === 3 &&
        attributes['gen_ai.agent.name'] === name &&
        attributes['gen_ai.operation.name'] !== undefined,
    );

  return {
    run,
    receiver,
    points,
    recorded: (name) =>
      Object.fromEntries(
        CALL_METRICS.flatMap(([key, { unit }]) => {
          const values = points(key, name).map((point) =>
            unit === 's' ? point.count : (point.sum ?? point.value),
          );
          if (values.length === 0) return [];
          return [[key, values.reduce<number>((total, value) => total + (value ?? 0), 0)]];
        }),
      ),
    modalities: (key, name) =>
      Object.fromEntries(
        points(key, name).map((point) => [point.attributes['gen_ai.token.modality'], point.value]),
      ),
    calls,
    call: (name) => {
      const found = calls(name);
      expect(
        found.map((span) => span.name),
        `calls of ${name}`,
      ).toHaveLength(1);
      return found[0]!;
    },
    statuses: (span) =>
      receiver.spans
        .filter((it) => it.parentSpanId === span.spanId)
        .map((it) => it.attributes['http.response.status_code']),
    errorTypes: (name) =>
      points('inferenceDuration', name).map((point) => point.attributes['error.type']),
  };
}

/**
 * All that was recorded of the contract's metrics by every process that sent any, in an order of
 * its own; without times, which differ between runs.
 */
export const recordings = (from: OtlpReceiver): readonly object[] => {
  const latest = new Map<string, { readonly name: string; readonly point: ReceivedPoint }>();
  for (const { name, points } of from.metricExports.flat()) {
    for (const point of points) {
      const key = JSON.stringify([name, point.attributes, String(point.startTimeUnixNano)]);
      latest.set(key, { name, point });
    }
  }
  const units = new Map(Object.values(METRIC).map(({ name, unit }) => [name, unit] as const));
  return [...latest.values()]
    .filter(({ name }) => units.has(name))
    .map(({ name, point }) => ({
      name,
      // The server of each run has a port of its own.
      attributes: { ...point.attributes, 'server.port': undefined },
      count: point.count,
      value: units.get(name) === 's' ? undefined : (point.sum ?? point.value),
    }))
    .toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
};
