import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { METRIC } from '@agent-vitals/instrumentation/semconv';
import { CHUNKS, startModelServer } from './model-server.js';
import type { ProtocolServer } from './servers/protocol-server.js';
import { startOtlpReceiver, type OtlpReceiver } from './otlp-receiver.js';
import { runApp } from './run-app.js';
import { spanTree } from './span-tree.js';

let models: ProtocolServer;
let receiver: OtlpReceiver;
let env: Record<string, string>;

beforeEach(async () => {
  models = await startModelServer();
  receiver = await startOtlpReceiver();
  env = {
    MODEL_URL: models.url,
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_SERVICE_NAME: 'writers',
  };
});

afterEach(async () => {
  await models.close();
  await receiver.close();
});

test('a CommonJS application is patched too', async () => {
  const { stdout, stderr } = await runApp({ app: 'workflow.cjs', env });
  expect({ stdout, stderr }).toEqual({ stdout: CHUNKS.join(''), stderr: '' });
  expect(spanTree(receiver.spans)).toEqual({
    'invoke_agent writer': { 'chat gpt-4.1': { POST: {} } },
  });
});

describe('startVitals', () => {
  test('patches what is loaded after it, and describes what it did', async () => {
    const { stdout, stderr } = await runApp({ app: 'start-vitals.ts', register: false, env });
    expect(stderr).not.toContain('error');
    expect(JSON.parse(stdout)).toEqual({
      running: true,
      name: 'from-options',
      team: 'blue',
      openai: expect.stringMatching(/^7\./),
      after: 'shut down',
    });
    expect(spanTree(receiver.spans)).toEqual({
      'invoke_agent writer': { 'chat gpt-4.1': { POST: {} } },
    });
    expect(receiver.resources.at(-1)).toMatchObject({
      'service.name': 'from-options',
      'service.version': '1.2.3',
      'deployment.environment.name': 'test',
      'service.instance.id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('says so when it is called twice', async () => {
    const { stderr } = await runApp({ app: 'start-vitals.ts', register: false, env });
    expect(stderr).toMatch(/runs already in this process; nothing was changed/);
  });

  test('keeps the process alive while it is asked to flush or to shut down', async () => {
    const run = await runApp({ app: 'short.ts', register: false, env });
    expect(run).toMatchObject({ code: 0, stdout: 'done', stderr: '' });
    expect(spanTree(receiver.spans)).toEqual({
      'invoke_agent starter': {},
      'invoke_agent closer': {},
    });
  });

  test('leaves what --import has started as it is', async () => {
    const { stdout, stderr } = await runApp({ app: 'start-vitals.ts', env });
    expect(stderr).toMatch(/runs already in this process/);
    expect(JSON.parse(stdout)).toMatchObject({ running: true, name: 'writers' });
    expect(receiver.spans.filter(({ name }) => name === 'chat gpt-4.1')).toHaveLength(1);
  });

  test('does nothing where OTEL_SDK_DISABLED is true', async () => {
    const { stdout, code } = await runApp({
      app: 'start-vitals.ts',
      register: false,
      env: { ...env, OTEL_SDK_DISABLED: 'true' },
    });
    expect(JSON.parse(stdout)).toEqual({ running: false, after: 'OTEL_SDK_DISABLED is true' });
    expect(code).toBe(0);
    expect(receiver.requests).toEqual([]);
  });
});

test('metrics are exported at the interval of the environment, with unchanged start times', async () => {
  await runApp({
    app: 'server.ts',
    env: { ...env, OTEL_METRIC_EXPORT_INTERVAL: '150', STAY_MS: '700' },
  });
  const starts = receiver.metricExports
    .map((metrics) => metrics.find(({ name }) => name === METRIC.invokeAgentDuration.name))
    .map((metric) => metric?.points[0]?.startTimeUnixNano);
  expect(starts.length).toBeGreaterThan(2);
  expect(new Set(starts).size).toBe(1);
});

describe('at the end of the process', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s: exports, then ends by it', async (signal) => {
    const run = await runApp({ app: 'server.ts', env, signalWhenReady: signal });
    expect(run).toMatchObject({ code: null, signal });
    expect(spanTree(receiver.spans)).toEqual({ 'invoke_agent starter': {} });
    expect(receiver.metric(METRIC.invokeAgentDuration.name).points).toHaveLength(1);
  });

  test('leaves the end to an application that listens to the signal itself', async () => {
    const run = await runApp({
      app: 'server.ts',
      env: { ...env, OWN_SIGTERM: 'true' },
      signalWhenReady: 'SIGTERM',
    });
    expect(run).toMatchObject({ code: 0, signal: null });
    expect(run.stdout).toContain('closed by itself');
    expect(spanTree(receiver.spans)).toEqual({ 'invoke_agent starter': {} });
  });

  test('an uncaught error: exports, and fails with the message and code of Node', async () => {
    const run = await runApp({ app: 'uncaught.ts', env });
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/Uncaught RangeError: nobody catches this\n +at /);
    expect(spanTree(receiver.spans)).toEqual({ 'invoke_agent starter': {} });
  });

  test('so it does where stderr is closed, and telling of the error is one more', async () => {
    const run = await runApp({ app: 'uncaught.ts', env, stderrClosed: true });
    expect(run).toMatchObject({ code: 1, stderr: '' });
    expect(spanTree(receiver.spans)).toEqual({ 'invoke_agent starter': {} });
  });

  test('a failed call that nobody handles ends the process, as it does without', async () => {
    const run = await runApp({ app: 'unhandled.ts', env });
    const without = await runApp({ app: 'unhandled.ts', env, register: false });
    for (const { code, stderr } of [run, without]) {
      expect(code).toBe(1);
      expect(stderr).toContain('told to answer 500');
    }
    expect(receiver.metric(METRIC.inferenceDuration.name).points[0]?.attributes).toMatchObject({
      'error.type': 'server',
    });
  });

  test('a backend that is down costs a message and no time', async () => {
    const run = await runApp({
      app: 'workflow.ts',
      env: {
        ...env,
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
        AGENT_VITALS_EXIT_TIMEOUT_MS: '20000',
      },
    });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain(CHUNKS.join(''));
    expect(run.stderr).toMatch(/ECONNREFUSED/);
    const fine = await runApp({ app: 'workflow.ts', env });
    expect(run.tookMs).toBeLessThan(fine.tookMs + 5000);
  });

  test('a backend that is down does not hold an application that is done', async () => {
    const stayMs = 1500;
    const run = await runApp({
      app: 'server.ts',
      env: {
        ...env,
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
        // Exports are under way, and wait for another try, when the application is done.
        OTEL_METRIC_EXPORT_INTERVAL: '300',
        OTEL_BSP_SCHEDULE_DELAY: '100',
        STAY_MS: String(stayMs),
      },
    });
    const without = await runApp({
      app: 'server.ts',
      register: false,
      env: { STAY_MS: String(stayMs) },
    });
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/could not export metrics to http:.*ECONNREFUSED/);
    expect(run.tookMs).toBeLessThan(without.tookMs + 4000);
  });

  test('a backend that never answers is given up in time', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const run = await runApp({
      app: 'workflow.ts',
      env: {
        ...env,
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
        AGENT_VITALS_EXIT_TIMEOUT_MS: '500',
      },
    });
    silent.close();
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/given up after 500 ms/);
    expect(run.tookMs).toBeLessThan(8000);
  });
});

describe('the wire', () => {
  test('is protobuf unless the environment asks for JSON', async () => {
    const { OTEL_EXPORTER_OTLP_PROTOCOL: _, ...defaults } = env;
    await runApp({ app: 'workflow.ts', env: defaults });
    const paths = receiver.requests.map(({ path }) => path).toSorted();
    expect(new Set(paths)).toEqual(new Set(['/v1/logs', '/v1/metrics', '/v1/traces']));
    for (const { contentType, size } of receiver.requests) {
      expect(contentType).toBe('application/x-protobuf');
      expect(size).toBeGreaterThan(100);
    }
  });

  test('a signal can be switched off', async () => {
    await runApp({
      app: 'workflow.ts',
      env: { ...env, OTEL_TRACES_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' },
    });
    expect(new Set(receiver.requests.map(({ path }) => path))).toEqual(new Set(['/v1/metrics']));
  });

  test('a variable that cannot be understood is told, and the default holds', async () => {
    const run = await runApp({
      app: 'workflow.ts',
      env: { ...env, OTEL_METRIC_EXPORT_INTERVAL: 'often' },
    });
    expect(run.stderr).toMatch(
      /OTEL_METRIC_EXPORT_INTERVAL is "often" but must be a number from 100 to 3600000; using 10000/,
    );
    expect(spanTree(receiver.spans)).toHaveProperty('invoke_workflow answering');
  });
});
