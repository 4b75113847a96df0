import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import {
  createPrometheusClient,
  PrometheusAwayError,
  QueryRefusedError,
} from './prometheus-client.js';

let server: Server | undefined;

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((done) => (server ? server.close(done) : done(undefined)));
  server = undefined;
});

/** A server that answers every request so, and what it was asked. */
async function answering(
  status: number,
  body: string,
): Promise<{ url: string; asked: { path: string; form: Record<string, string> }[] }> {
  const asked: { path: string; form: Record<string, string> }[] = [];
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      asked.push({
        path: request.url ?? '',
        form: Object.fromEntries(new URLSearchParams(text)),
      });
      if (status > 0) response.writeHead(status).end(body);
    });
  });
  await new Promise((done) => server!.listen(0, '127.0.0.1', () => done(undefined)));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked };
}

const success = (data: object): string => JSON.stringify({ status: 'success', data });

test('an instant query is a form, and its vector is samples', async () => {
  const { url, asked } = await answering(
    200,
    success({
      resultType: 'vector',
      result: [
        { metric: { item: 'planner' }, value: [1000.5, '0.25'] },
        { metric: { item: 'writer' }, value: [1000.5, '+Inf'] },
        { metric: { item: 'idle' }, value: [1000.5, 'NaN'] },
        { metric: { item: 'histogram' }, histogram: [1000.5, {}] },
      ],
    }),
  );
  const samples = await createPrometheusClient({ url }).query('up', new Date(1_000_500));
  expect(samples).toEqual([
    { labels: { item: 'planner' }, time: 1000.5, value: 0.25 },
    { labels: { item: 'writer' }, time: 1000.5, value: Infinity },
    { labels: { item: 'idle' }, time: 1000.5, value: Number.NaN },
  ]);
  expect(asked).toEqual([{ path: '/api/v1/query', form: { query: 'up', time: '1000.5' } }]);
});

test('a scalar is a sample without labels', async () => {
  const { url } = await answering(200, success({ resultType: 'scalar', result: [7, '42'] }));
  expect(await createPrometheusClient({ url }).query('42')).toEqual([
    { labels: {}, time: 7, value: 42 },
  ]);
});

test('a range query has series with points', async () => {
  const { url, asked } = await answering(
    200,
    success({
      resultType: 'matrix',
      result: [
        {
          metric: { item: 'planner' },
          values: [
            [60, '1'],
            [120, '-Inf'],
          ],
        },
      ],
    }),
  );
  const client = createPrometheusClient({ url });
  expect(await client.queryRange('up', new Date(60_000), new Date(120_000), 60)).toEqual([
    {
      labels: { item: 'planner' },
      points: [
        { time: 60, value: 1 },
        { time: 120, value: -Infinity },
      ],
    },
  ]);
  expect(asked).toEqual([
    {
      path: '/api/v1/query_range',
      form: { query: 'up', start: '60', end: '120', step: '60' },
    },
  ]);
});

test('a query that is refused says why, and which it was', async () => {
  const { url } = await answering(
    400,
    JSON.stringify({ status: 'error', errorType: 'bad_data', error: 'parse error' }),
  );
  const query = createPrometheusClient({ url }).query('up{');
  await expect(query).rejects.toThrow(QueryRefusedError);
  await expect(query).rejects.toThrow(/refused with 400: parse error; the query was up\{$/);
});

test.each([
  ['is overloaded', 503, '{"status":"error","errorType":"timeout","error":"query timed out"}'],
  ['stands behind a proxy that cannot reach it', 502, '<html>'],
  ['is not Prometheus', 200, '<html>'],
  ['answers something else', 200, '{"status":"success","data":[]}'],
])('a server that %s is no Prometheus', async (_, status, body) => {
  const { url } = await answering(status, body);
  await expect(createPrometheusClient({ url }).query('up')).rejects.toThrow(PrometheusAwayError);
});

test('a server that is silent or gone is away', async () => {
  const { url } = await answering(0, '');
  const client = createPrometheusClient({ url, timeoutMs: 50 });
  await expect(client.query('up')).rejects.toThrow(/did not answer .* within 50 ms/);
  server!.closeAllConnections();
  await new Promise((done) => server!.close(done));
  server = undefined;
  await expect(client.query('up')).rejects.toThrow(PrometheusAwayError);
});
