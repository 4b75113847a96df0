import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startModelServer } from './model-server.js';
import { observeCalls, type ObservedCalls } from './observed-calls.js';
import { runApp } from './run-app.js';
import type { ProtocolServer } from './servers/protocol-server.js';

// https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
// https://opentelemetry.io/docs/specs/otel/protocol/exporter/

type Env = Readonly<Record<string, string>>;

let models: ProtocolServer;

beforeAll(async () => {
  models = await startModelServer();
});

afterAll(() => models.close());

const observe = (env: Env): Promise<ObservedCalls> =>
  observeCalls('workflow.ts', { MODEL_URL: models.url, ...env });

const resourceOf = ({ receiver }: ObservedCalls) => receiver.resources.at(-1);
test.each<
  readonly [what: string, env: Env, seen: (run: ObservedCalls) => unknown, expected: unknown]
>([
  [
    'attributes of the resource, decoded; the name of the service wins over them',
    {
      OTEL_SERVICE_NAME: 'writers',
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=other,service.namespace=press,team=blue%20sky',
    },
    resourceOf,
    { 'service.name': 'writers', 'service.namespace': 'press', team: 'blue sky' },
  ],
  [
    'no trace by a ratio of 0',
    { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' },
    ({ receiver }) => ({ spans: receiver.spans.length }),
    { spans: 0 },
  ],
  [
    'no message of ours',
    { OTEL_LOG_LEVEL: 'none', OTEL_METRIC_EXPORT_INTERVAL: 'nonsense' },
    ({ run }) => run,
    { code: 0, stderr: '' },
  ],
])('%s: %o', async (_, env, seen, expected) => {
  expect(seen(await observe(env))).toMatchObject(expected as object);
});

test.each([
  ['b3', ['b3']],
  ['b3multi', ['x-b3-sampled', 'x-b3-spanid', 'x-b3-traceid']],
  ['none', []],
])('OTEL_PROPAGATORS=%s: requests carry %j', async (propagators, headers) => {
  const own = await startModelServer();
  await observe({ MODEL_URL: own.url, OTEL_PROPAGATORS: propagators });
  await own.close();
  const sent = Object.keys(own.requests[0]?.headers ?? {}).filter((name) => name.includes('b3'));
  expect(sent.toSorted()).toEqual(headers);
});

test('OTEL_TRACES_EXPORTER=console: spans are printed and not sent', async () => {
  const { run, receiver } = await observe({ OTEL_TRACES_EXPORTER: 'console' });
  expect(run.stdout).toContain("name: 'chat gpt-4.1'");
  expect(receiver.spans).toEqual([]);
  expect(receiver.metric('gen_ai.invoke_agent.duration').points).not.toEqual([]);
});

describe('exports', () => {
  interface Export {
    readonly path: string | undefined;
    readonly headers: IncomingHttpHeaders;
    readonly text: string;
  }

  /** Runs the application and returns what it sent, as JSON texts. */
  const exportsOf = async (env: (url: string) => Env): Promise<readonly Export[]> => {
    const received: Export[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks);
        const zipped = request.headers['content-encoding'] === 'gzip';
        const text = (zipped ? gunzipSync(body) : body).toString();
        received.push({ path: request.url, headers: request.headers, text });
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { code, stderr } = await runApp({
      app: 'workflow.ts',
      env: { MODEL_URL: models.url, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json', ...env(url) },
    });
    server.close();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return received;
  };

  test('go where each signal is told, as it is told, and else where all go', async () => {
    const received = await exportsOf((url) => ({
      OTEL_EXPORTER_OTLP_ENDPOINT: `${url}/base/`,
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${url}/my-traces`,
    }));
    expect(new Set(received.map((it) => it.path))).toEqual(
      new Set(['/my-traces', '/base/v1/metrics', '/base/v1/logs']),
    );
  });

  test('carry headers, decoded, and those of a signal', async () => {
    const received = await exportsOf((url) => ({
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc,x-team=blue',
      OTEL_EXPORTER_OTLP_METRICS_HEADERS: 'x-team=red',
    }));
    const headers = Object.fromEntries(
      received.map((it) => [it.path, [it.headers.authorization, it.headers['x-team']]]),
    );
    expect(headers).toEqual({
      '/v1/traces': ['Bearer abc', 'blue'],
      '/v1/metrics': ['Bearer abc', 'red'],
      '/v1/logs': ['Bearer abc', 'blue'],
    });
  });

  test('are compressed where that is asked for', async () => {
    const received = await exportsOf((url) => ({
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
    }));
    const encodings = new Set(received.map((it) => it.headers['content-encoding']));
    expect(encodings).toEqual(new Set(['gzip']));
    expect(received.map((it) => it.text).join('')).toContain('chat gpt-4.1');
  });

  interface Traces {
    readonly resourceSpans: readonly {
      readonly scopeSpans: readonly {
        readonly spans: readonly {
          readonly name: string;
          readonly attributes: readonly { readonly key: string; readonly value: object }[];
        }[];
      }[];
    }[];
  }

  test.each([
    [{ OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: '4', OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '2' }, 4],
    [{ OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '2' }, 2],
    [{ OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '3' }, undefined],
  ])('keep to the limits of attributes: %o', async (limits: Env, length) => {
    const received = await exportsOf((url) => ({ OTEL_EXPORTER_OTLP_ENDPOINT: url, ...limits }));
    const { resourceSpans } = JSON.parse(
      received.find((it) => it.path === '/v1/traces')?.text ?? '',
    ) as Traces;
    const spans = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((it) => it.spans));
    const attributes = spans.find((span) => span.name === 'chat gpt-4.1')?.attributes ?? [];
    const agent = attributes.find(({ key }) => key === 'gen_ai.agent.name');
    expect(agent?.value).toEqual({ stringValue: 'writer'.slice(0, length) });
    expect(attributes.length === 3).toBe('OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT' in limits);
  });

  test('tell differences instead of totals where that is asked for', async () => {
    const received = await exportsOf((url) => ({
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'delta',
    }));
    const metrics = received.filter((it) => it.path === '/v1/metrics').map((it) => it.text);
    // 1 is delta.
    expect(metrics.join('')).toMatch(
      /"gen_ai.client.inference.usage.input_tokens"[^[]*"sum":\{"aggregationTemporality":1/,
    );
  });
});
