import { metrics, type Attributes } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Recommendation } from '../report.js';
import { publishSavings, type SavingsPublisher } from './publish-savings.js';

let exporter: InMemoryMetricExporter;
let provider: MeterProvider;
let publisher: SavingsPublisher | undefined;

beforeEach(() => {
  // As the instrumentation exports gauges: what is not observed any more is not told.
  exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
  provider = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })],
  });
  metrics.setGlobalMeterProvider(provider);
});
afterEach(async () => {
  await publisher?.stop();
  await provider.shutdown();
  metrics.disable();
});

const recommendation = (
  rule: string,
  subject: string,
  gain: Recommendation['gain'],
): Recommendation => ({
  id: `${rule}:${subject}`,
  rule,
  title: '',
  subject,
  detail: '',
  gain,
  confidence: 'high',
  evidence: { query: '', values: {} },
  link: '/',
});

const usd = (amount: number): Recommendation['gain'] => ({ kind: 'USD per month', amount });

/** What the last export tells: what is saved by what. */
async function told(): Promise<Record<string, number>> {
  exporter.reset();
  await provider.forceFlush();
  const points = exporter
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics)
    .flatMap(({ metrics: each }) => each)
    .flatMap(({ dataPoints }): readonly { attributes: Attributes; value: unknown }[] => dataPoints);
  return Object.fromEntries(
    points.map(({ attributes, value }) => [Object.values(attributes).join(' '), Number(value)]),
  );
}

test('tells what each recommendation would save in money, the largest of the same [M5]', async () => {
  publisher = publishSavings({
    recommend: () =>
      Promise.resolve([
        recommendation('cheaper-model', 'reviewer', usd(40)),
        recommendation('cheaper-model', 'reviewer', usd(30)),
        recommendation('prompt-caching', 'reviewer', usd(5)),
        recommendation('failed-calls', 'gpt-4.1', { kind: 'failures per hour', amount: 3 }),
        recommendation('slow-statements', 'SELECT 1', null),
      ]),
    log: { warn: () => undefined },
  });
  await vi.waitFor(async () =>
    expect(await told()).toEqual({ 'cheaper-model reviewer': 40, 'prompt-caching reviewer': 5 }),
  );
});

test('tells no more than twenty, the largest, and none while nothing is known', async () => {
  const warn = vi.fn();
  let known = true;
  publisher = publishSavings({
    recommend: () =>
      known
        ? Promise.resolve(
            Array.from({ length: 30 }, (_, i) => recommendation('r', `s${i}`, usd(i))),
          )
        : Promise.reject(new Error('away')),
    everyMs: 1,
    log: { warn },
  });
  await vi.waitFor(async () => {
    const amounts = Object.values(await told());
    expect(amounts.length).toBe(20);
    expect(Math.min(...amounts)).toBe(10);
  });
  known = false;
  await vi.waitFor(async () => expect(await told()).toEqual({}));
  expect(warn).toHaveBeenCalled();
});
