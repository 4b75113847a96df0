import { INDICATORS, parseVitalsConfig, type IndicatorKey } from '@agent-vitals/config';
import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { createHealthMonitor, type HealthMonitor } from './health-monitor.js';
import {
  PrometheusAwayError,
  type PrometheusClient,
  type Sample,
} from '@agent-vitals/worker/prometheus-client';

const config = parseVitalsConfig(
  `
notifications: { email: { to: [a@example.com], from: b@example.com } }
`,
  'vitals.yaml',
);

/** Agents, workflows and APIs: more than half of the weight. */
const KEYS: readonly IndicatorKey[] = [
  'agents.errorRatio',
  'workflows.errorRatio',
  'apis.errorRatio',
];

const errorRatios = (value: number, items: readonly string[] = ['one']): Sample[] =>
  KEYS.flatMap((key) =>
    items.map((item) => {
      const { component, name, series } = INDICATORS[key];
      const labels = { __name__: series, component, indicator: name, item, service_name: 'demo' };
      return { labels, time: 0, value };
    }),
  );

/** Answers the query for all indicators; there is no history. */
function startMonitor(): {
  monitor: HealthMonitor;
  prometheus: { answer: readonly Sample[] | Error; asked: string[] };
  clock: { now: number };
} {
  const prometheus = { answer: errorRatios(0) as readonly Sample[] | Error, asked: [] as string[] };
  const clock = { now: Date.parse('2026-03-01T12:00:00Z') };
  const client: PrometheusClient = {
    query(expr) {
      prometheus.asked.push(expr);
      if (prometheus.answer instanceof Error) return Promise.reject(prometheus.answer);
      return Promise.resolve(expr.startsWith('{') ? prometheus.answer : []);
    },
    queryRange(expr) {
      prometheus.asked.push(expr);
      return Promise.resolve([]);
    },
  };
  const monitor = createHealthMonitor({
    config,
    prometheus: client,
    environment: 'production',
    clock: () => clock.now,
    log: pino({ level: 'silent' }),
  });
  return { monitor, prometheus, clock };
}

afterEach(() => metrics.disable());

test('an evaluation asks once for all indicators, and once a minute for what was and will be', async () => {
  const { monitor, prometheus, clock } = startMonitor();
  prometheus.answer = errorRatios(
    0.03,
    Array.from({ length: 500 }, (_, index) => `item ${index}`),
  );
  await monitor.evaluate();
  const first = prometheus.asked.splice(0);
  expect(first[0]).toBe(
    '{__name__=~"vitals:.+",indicator!="",deployment_environment_name=~"|production"}',
  );
  expect(first).toHaveLength(6);
  clock.now += 10_000;
  await monitor.evaluate();
  expect(prometheus.asked.splice(0)).toHaveLength(1);
  clock.now += 50_000;
  await monitor.evaluate();
  expect(prometheus.asked).toHaveLength(6);
});

test('the report has the worst items of a component, the components have all', async () => {
  const { monitor, prometheus } = startMonitor();
  prometheus.answer = errorRatios(
    0.03,
    Array.from({ length: 30 }, (_, index) => `item ${index}`),
  );
  const report = await monitor.evaluate();
  const agents = report.components.find(({ name }) => name === 'agents')!;
  expect([agents.items.length, agents.itemCount]).toEqual([20, 30]);
  expect(monitor.latest()!.components.get('agents')!.items).toHaveLength(30);
  expect(monitor.latest()!.report).toBe(report);
});

test('while Prometheus is away the last report stays, stale and with its age', async () => {
  const { monitor, prometheus, clock } = startMonitor();
  expect(monitor.latest()).toBeUndefined();
  prometheus.answer = new PrometheusAwayError('gone');
  await expect(monitor.evaluate()).rejects.toThrow('gone');
  expect(monitor.latest()).toBeUndefined();

  prometheus.answer = errorRatios(0);
  const { score, evaluatedAt } = await monitor.evaluate();
  const fresh = monitor.latest()!;
  expect(fresh.report).toMatchObject({ score: 100, stale: false, ageSeconds: 0 });

  prometheus.answer = new PrometheusAwayError('gone');
  clock.now += 10_000;
  await expect(monitor.evaluate()).rejects.toThrow('gone');
  const stale = monitor.latest()!;
  expect(stale.report).toMatchObject({ score, evaluatedAt, stale: true, ageSeconds: 10 });
  expect(stale.etag).not.toBe(fresh.etag);

  prometheus.answer = errorRatios(1);
  clock.now += 10_000;
  await monitor.evaluate();
  expect(monitor.latest()!.report).toMatchObject({ score: 0, stale: false, ageSeconds: 0 });
});

test('publishes what is known while it is fresh, and nothing while it is stale', async () => {
  // As our package exports gauges.
  const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 600_000 });
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
  const published = async (): Promise<string[]> => {
    exporter.reset();
    await reader.forceFlush();
    return exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
      .flatMap(({ descriptor, dataPoints }) =>
        dataPoints.map(({ attributes, value }) =>
          [descriptor.name, ...Object.values(attributes), value].join(' '),
        ),
      );
  };
  const { monitor, prometheus } = startMonitor();
  monitor.start();
  await vi.waitUntil(() => monitor.latest() !== undefined);
  expect(await published()).toEqual([
    'agent_vitals.health.score production 100',
    'agent_vitals.health.component.score production agents 100',
    'agent_vitals.health.component.score production workflows 100',
    'agent_vitals.health.component.score production apis 100',
    'agent_vitals.health.component.observed_score production agents 100',
    'agent_vitals.health.component.observed_score production workflows 100',
    'agent_vitals.health.component.observed_score production apis 100',
    'agent_vitals.health.item.score production agents one demo 100',
    'agent_vitals.health.item.score production workflows one demo 100',
    'agent_vitals.health.item.score production apis one demo 100',
  ]);

  prometheus.answer = new PrometheusAwayError('gone');
  await expect(monitor.evaluate()).rejects.toThrow('gone');
  expect(await published()).toEqual([]);

  prometheus.answer = errorRatios(0);
  await monitor.evaluate();
  expect(await published()).toHaveLength(10);
  await monitor.stop();
  expect(await published()).toEqual([]);
});
