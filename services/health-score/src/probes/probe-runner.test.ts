import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { metrics } from '@opentelemetry/api';
import type { Probe } from '@agent-vitals/config';
import { prometheusName, PROBE_METRIC } from '@agent-vitals/instrumentation/semconv';
import { MeterProvider, MetricReader, type DataPoint } from '@opentelemetry/sdk-metrics';
import { afterEach, describe, expect, it } from 'vitest';
import { createProbeRunner, type ProbeRunner, type ProbeRunnerOptions } from './probe-runner.js';
import { publishProbes } from './publish-probes.js';

let server: Server | undefined;
let runner: ProbeRunner | undefined;
let status = 200;
let asked = 0;
let atOnce = 0;
let mostAtOnce = 0;
let delayMs = 0;

const serve = async (): Promise<string> => {
  server = createServer((_req, res) => {
    asked++;
    mostAtOnce = Math.max(mostAtOnce, ++atOnce);
    res.on('close', () => atOnce--);
    setTimeout(() => res.writeHead(status).end(), delayMs);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const probe = (url: string, more: Partial<Probe> = {}): Probe =>
  ({
    kind: 'http',
    name: 'GET /readyz',
    component: 'apis',
    enabled: true,
    everySeconds: 0.02,
    timeoutSeconds: 5,
    url,
    method: 'GET',
    headers: {},
    expectStatus: [200],
    ...more,
  }) as Probe;

const logged: string[] = [];
const log = (fields: object, message?: string): void =>
  void logged.push(`${message}: ${JSON.stringify(fields)}`);
const start = (
  options: Partial<ProbeRunnerOptions> & Pick<ProbeRunnerOptions, 'probes'>,
): ProbeRunner => {
  runner = createProbeRunner({ log: { info: log, warn: log }, random: () => 0, ...options });
  runner.start();
  return runner;
};

afterEach(async () => {
  await runner?.stop();
  server?.close();
  server?.closeAllConnections();
  [status, asked, atOnce, mostAtOnce, delayMs] = [200, 0, 0, 0, 0];
  logged.length = 0;
});

describe('a runner of probes', () => {
  it('asks again and again, and tells only of changes', async () => {
    const { results } = start({ probes: [probe(await serve())] });
    await expect.poll(() => asked).toBeGreaterThan(3);
    expect(results()).toMatchObject([{ outcome: { up: true, status: 200 } }]);
    expect(logged).toEqual([]);
    status = 500;
    await expect.poll(() => results()[0]?.outcome.up).toBe(false);
    const before = asked;
    await expect.poll(() => asked).toBeGreaterThan(before + 2);
    status = 200;
    await expect.poll(() => results()[0]?.outcome.up).toBe(true);
    expect(logged).toEqual([
      'probe fails: {"probe":"GET /readyz","component":"apis","reason":"status 500 instead of 200"}',
      'probe is well again: {"probe":"GET /readyz","component":"apis"}',
    ]);
  });

  it('confirms a failure at once, and tells of it, whatever the rhythm', async () => {
    status = 500;
    let changes = 0;
    const { results } = start({
      probes: [probe(await serve(), { everySeconds: 3600 })],
      onChange: () => changes++,
    });
    await expect.poll(() => results()[0]?.failures, { timeout: 10_000 }).toBe(2);
    expect(changes).toBe(2);
    expect(asked).toBe(2);
  });

  it('asks the others at once when one begins to fail', async () => {
    const url = await serve();
    const { results } = start({
      probes: [
        probe(url, { name: 'rare', everySeconds: 3600 }),
        probe('http://127.0.0.1:1', { name: 'refused', everySeconds: 3600 }),
      ],
      // The one that fails is asked a second before the other would be.
      random: () => (asked === 0 ? 0 : 1),
    });
    await expect.poll(() => results().length).toBe(2);
    expect(results()).toMatchObject([{ failures: 1 }, { failures: 0 }]);
  });

  it('never asks twice at a time, however long an answer takes', async () => {
    delayMs = 70;
    start({ probes: [probe(await serve())] });
    await expect.poll(() => asked).toBeGreaterThan(3);
    expect(mostAtOnce).toBe(1);
  });

  it('gives up in time', async () => {
    delayMs = 60_000;
    const { results } = start({ probes: [probe(await serve(), { timeoutSeconds: 0.05 })] });
    await expect.poll(results).toMatchObject([{ outcome: { up: false, error: 'timeout' } }]);
    expect(results()[0]?.seconds).toBeLessThan(2);
  });

  it('begins at another moment for each, and has no result before', async () => {
    const { results } = start({
      probes: [probe(await serve(), { everySeconds: 3600 })],
      random: () => 1,
    });
    expect(results()).toEqual([]);
  });

  it('stops at once, with an answer under way, and takes it for no failure', async () => {
    delayMs = 60_000;
    const { results } = start({ probes: [probe(await serve())] });
    await expect.poll(() => asked).toBe(1);
    const began = performance.now();
    await runner?.stop();
    expect(performance.now() - began).toBeLessThan(1000);
    expect(results()).toEqual([]);
  });
});

describe('published probes', () => {
  class Collected extends MetricReader {
    override async onShutdown(): Promise<void> {}
    override async onForceFlush(): Promise<void> {}
    /** Points by the name that Prometheus gives the metric. */
    async points(): Promise<
      Readonly<Record<string, readonly Pick<DataPoint<number>, 'attributes' | 'value'>[]>>
    > {
      const { resourceMetrics } = await this.collect();
      return Object.fromEntries(
        resourceMetrics.scopeMetrics
          .flatMap((scope) => scope.metrics)
          .map(({ descriptor, dataPoints }) => {
            const definition = Object.values(PROBE_METRIC).find(
              ({ name, unit, description }) =>
                name === descriptor.name &&
                unit === descriptor.unit &&
                description === descriptor.description,
            )!;
            const points = dataPoints as DataPoint<number>[];
            return [
              prometheusName(definition),
              points.map(({ attributes, value }) => ({ attributes, value })),
            ];
          }),
      );
    }
  }

  it('have the names of the httpcheck receiver, and no secret of the address', async () => {
    const reader = new Collected();
    metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
    const url = await serve();
    status = 503;
    const secret = url.replace('http://', 'http://user:secret@');
    const { results } = start({ probes: [probe(`${secret}/readyz?key=secret`)] });
    await expect.poll(results).toHaveLength(1);
    const unpublish = publishProbes({ results });
    const points = await reader.points();
    status = 200;
    await expect.poll(() => results()[0]?.outcome.up).toBe(true);
    const later = await reader.points();
    unpublish();
    metrics.disable();

    const about = {
      'agent_vitals.probe.name': 'GET /readyz',
      'agent_vitals.probe.kind': 'http',
      'agent_vitals.component': 'apis',
    };
    const shown = `${url}/readyz`;
    expect(points).toMatchObject({
      agent_vitals_probe_up: [{ value: 0, attributes: about }],
      agent_vitals_probe_consecutive_failures: [{ attributes: about }],
      agent_vitals_probe_duration_seconds: [{ attributes: about }],
      httpcheck_duration_milliseconds: [{ attributes: { 'http.url': shown } }],
      httpcheck_error: [{ value: 1, attributes: { 'http.url': shown, 'error.message': 'status' } }],
    });
    expect(points['httpcheck_status']).toEqual(
      ['1xx', '2xx', '3xx', '4xx', '5xx'].map((statusClass) => ({
        value: statusClass === '5xx' ? 1 : 0,
        attributes: {
          'http.url': shown,
          'http.method': 'GET',
          'http.status_code': 503,
          'http.status_class': statusClass,
        },
      })),
    );
    expect(JSON.stringify(points)).not.toContain('secret');

    // What was, is not any more: sums would repeat it for good.
    expect(later['httpcheck_error']).toMatchObject([{ value: 0 }]);
    const ones = later['httpcheck_status']?.filter(({ value }) => value !== 0);
    expect(ones).toMatchObject([
      { value: 1, attributes: { 'http.status_code': 200, 'http.status_class': '2xx' } },
    ]);
  });
});
