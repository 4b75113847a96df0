import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { afterEach, expect, test } from 'vitest';
import { createMetricExporter } from './exporters.js';

let server: Server | undefined;

afterEach(() => server?.close());

interface Exported {
  resourceMetrics: {
    scopeMetrics: {
      metrics: {
        name: string;
        gauge?: { dataPoints: { asDouble: number }[] };
        sum?: { aggregationTemporality: number; dataPoints: unknown[] };
      }[];
    }[];
  }[];
}

/** Takes OTLP as JSON and keeps what arrived. */
async function receive(): Promise<{ endpoint: string; arrived: Exported[] }> {
  const arrived: Exported[] = [];
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      arrived.push(JSON.parse(text) as Exported);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise((done) => server!.listen(0, '127.0.0.1', () => done(undefined)));
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, arrived };
}

test('a gauge ends with its observations, while counters stay cumulative', async () => {
  const { endpoint, arrived } = await receive();
  const exporter = createMetricExporter({
    options: { endpoint },
    env: { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
    ending: { lastCall: new AbortController().signal, giveUp: new AbortController().signal },
  });
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 600_000 });
  const provider = new MeterProvider({ readers: [reader] });
  const meter = provider.getMeter('test');
  meter.createCounter('calls').add(1);
  let values: number[] = [1];
  meter.createObservableGauge('score').addCallback((result) => {
    for (const value of values) result.observe(value);
  });

  const exported = async (): Promise<unknown[]> => {
    arrived.length = 0;
    await provider.forceFlush();
    return arrived
      .flatMap(({ resourceMetrics }) => resourceMetrics)
      .flatMap(({ scopeMetrics }) => scopeMetrics)
      .flatMap(({ metrics }) => metrics)
      .map(({ name, gauge, sum }) => [
        name,
        gauge?.dataPoints.map(({ asDouble }) => asDouble) ?? sum?.aggregationTemporality,
      ]);
  };
  const cumulative = 2;
  expect(await exported()).toEqual([
    ['calls', cumulative],
    ['score', [1]],
  ]);
  values = [];
  expect(await exported()).toEqual([['calls', cumulative]]);
  values = [2];
  expect(await exported()).toEqual([
    ['calls', cumulative],
    ['score', [2]],
  ]);
  await provider.shutdown();
});
