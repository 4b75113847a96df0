import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { createApi, type ApiOptions } from './api.js';
import { defineOperation } from './operation.js';
import { prepare } from './prepared-answer.js';

let server: Server;
let url: string;
let written: unknown[];

const thing = {
  path: '/things/{id}',
  contentType: 'application/json',
  maxAgeSeconds: 0,
  schema: z.object({}),
  problems: [404],
  pathParameters: z.object({ id: z.string() }),
} as const;

const options: ApiOptions = {
  service: 'things',
  title: 'Things',
  description: 'Keeps things.',
  variables: 'VITALS_THINGS',
  operations: [
    defineOperation({
      ...thing,
      id: 'getThing',
      summary: 'One.',
      kind: 'report',
      answer: ({ id }) => prepare({ id }),
    }),
    defineOperation({
      ...thing,
      id: 'putThing',
      method: 'put',
      summary: 'Writes one.',
      kind: 'write',
      body: z.strictObject({ text: z.string('a text').min(1, 'a text') }),
      answer: ({ id }, _query, { text }) => {
        written.push({ id, text });
        return prepare({ id, text });
      },
    }),
    defineOperation({
      ...thing,
      id: 'deleteThing',
      method: 'delete',
      summary: 'Deletes one.',
      kind: 'write',
      answer: ({ id }) => prepare({ id }),
    }),
  ],
};

const listen = async (more: Partial<ApiOptions> = {}): Promise<void> => {
  server = createServer(createApi({ ...options, ...more }));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const put = (body: string, type = 'application/json'): Promise<Response> =>
  fetch(`${url}/things/7`, { method: 'PUT', headers: { 'content-type': type }, body });

beforeEach(async () => {
  written = [];
  await listen();
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

it('reads a body that fits', async () => {
  const response = await put('{"text":"x"}');
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(written).toEqual([{ id: '7', text: 'x' }]);
});

it.each([
  ['{}', { name: 'text', value: null, allowed: 'a text' }],
  ['{"text":""}', { name: 'text', value: '', allowed: 'a text' }],
  ['{"text":{"a":1}}', { name: 'text', value: '{"a":1}', allowed: 'a text' }],
  ['{"text":"x","other":1}', { name: 'other', value: '1', allowed: 'only text' }],
  ['[]', { name: 'body' }],
])('refuses %s and names what does not fit', async (body, fault) => {
  const response = await put(body);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ parameters: [fault] });
  expect(written).toEqual([]);
});

it.each([
  ['no JSON', 'application/json', 400],
  ['{"text":"x"}', 'text/plain', 415],
  ['text=x', 'application/x-www-form-urlencoded', 415],
  [JSON.stringify({ text: 'x'.repeat(70_000) }), 'application/json', 413],
])('refuses %.20s as %s', async (body, type, status) => {
  const response = await put(body, type);
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(written).toEqual([]);
});

it('tells what an address takes', async () => {
  const response = await fetch(`${url}/things/7`, { method: 'PATCH' });
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('GET, HEAD, PUT, DELETE');
});

it('limits changes more than the rest, and wants the token for both', async () => {
  server.close();
  await listen({ writesPerMinute: 1, token: 'a-token-of-some-length' });
  const headers = { authorization: 'Bearer a-token-of-some-length' };
  const remove = (): Promise<Response> => fetch(`${url}/things/7`, { method: 'DELETE', headers });
  expect((await fetch(`${url}/things/7`, { method: 'DELETE' })).status).toBe(401);
  expect((await remove()).status).toBe(200);
  expect((await remove()).status).toBe(429);
  expect((await fetch(`${url}/things/7`, { headers })).status).toBe(200);
});

it('describes every method of an address', async () => {
  const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, object>>;
  };
  expect(Object.keys(paths['/things/{id}'] ?? {})).toEqual(['get', 'put', 'delete']);
  expect(paths['/things/{id}']?.['put']).toMatchObject({
    requestBody: { required: true },
    responses: { 415: {} },
  });
});
