import type { IExporterTransport } from '@opentelemetry/otlp-exporter-base';
import { Agent, createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { createOtlpTransport } from './otlp-transport.js';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface Setup {
  readonly transport: IExporterTransport;
  readonly lastCall: AbortController;
  readonly giveUp: AbortController;
}

const setUp = async (
  answer: RequestListener,
  compression: 'gzip' | 'none' = 'none',
): Promise<Setup> => {
  const listening = createServer(answer);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo;
  const lastCall = new AbortController();
  const giveUp = new AbortController();
  const transport = createOtlpTransport(
    {
      url: `http://127.0.0.1:${port}/v1/traces`,
      headers: async () => ({ 'content-type': 'application/x-protobuf', authorization: 'secret' }),
      compression,
      timeoutMillis: 5000,
      concurrencyLimit: 30,
      agentFactory: () => new Agent({ keepAlive: true }),
    },
    { lastCall: lastCall.signal, giveUp: giveUp.signal },
  );
  return { transport, lastCall, giveUp };
};

/** Answers each request with the next status; the last one stays. */
const statuses = (...all: number[]) => {
  const left = [...all];
  const listener: RequestListener = (request, response) => {
    request.resume().on('end', () => {
      const status = left.length > 1 ? left.shift()! : left[0]!;
      response.writeHead(status, { 'retry-after': '0' }).end('answer');
    });
  };
  return listener;
};

const data = new TextEncoder().encode('spans');

test.each(['none', 'gzip'] as const)(
  'sends the data and the headers, compression %s',
  async (compression) => {
    let received: Buffer | undefined;
    let headers: unknown;
    const { transport } = await setUp((request, response) => {
      const chunks: Buffer[] = [];
      headers = request.headers;
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received = Buffer.concat(chunks);
        response.end('thanks');
      });
    }, compression);
    const result = await transport.send(data, 1000);
    expect(result).toEqual({ status: 'success', data: Buffer.from('thanks') });
    expect(headers).toMatchObject({ authorization: 'secret' });
    const body = compression === 'gzip' ? gunzipSync(received!) : received;
    expect(body?.toString()).toBe('spans');
  },
);

test('tries again while the receiver is busy', async () => {
  const { transport } = await setUp(statuses(503, 429, 200));
  expect(await transport.send(data, 5000)).toMatchObject({ status: 'success' });
});

test('does not try again what the receiver refuses', async () => {
  const { transport } = await setUp(statuses(400, 200));
  expect(await transport.send(data, 5000)).toMatchObject({
    status: 'failure',
    error: new Error('the receiver answered 400 Bad Request'),
  });
});

test('does not try again when the process is about to end', async () => {
  const { transport, lastCall } = await setUp(statuses(503, 200));
  lastCall.abort();
  expect(await transport.send(data, 5000)).toMatchObject({
    status: 'failure',
    error: new Error('the receiver answered 503 Service Unavailable'),
  });
});

test('gives up when it is told to, and after its time', async () => {
  const silent = await setUp(() => {});
  const sending = silent.transport.send(data, 60_000);
  silent.lastCall.abort();
  silent.giveUp.abort();
  expect(await sending).toMatchObject({ status: 'failure' });

  const slow = await setUp(() => {});
  // A millisecond or more of its time may pass before the request.
  expect(await slow.transport.send(data, 50)).toMatchObject({
    status: 'failure',
    error: { message: expect.stringMatching(/^no answer in \d+ ms$/) },
  });
});
