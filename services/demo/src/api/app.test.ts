import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { APIError } from 'openai';
import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import type { AgentResult, DeliveryStateValue } from '../agents/delivery-state.js';
import { createRandom } from '../random.js';
import { type AppOptions, createApp } from './app.js';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

const result = (content: string): AgentResult => ({
  content,
  promptVersion: 3,
  model: 'gpt-4.1',
  inputTokens: 1,
  cachedTokens: 0,
  outputTokens: 1,
});

async function start(options: Partial<AppOptions> = {}) {
  const deliveries = {
    begin: vi.fn<AppOptions['deliveries']['begin']>(async () => {}),
    saveResult: vi.fn<AppOptions['deliveries']['saveResult']>(async () => {}),
    succeed: vi.fn<AppOptions['deliveries']['succeed']>(async () => {}),
    fail: vi.fn<AppOptions['deliveries']['fail']>(async () => {}),
    find: vi.fn<AppOptions['deliveries']['find']>(async () => undefined),
  };
  const app = createApp({
    deliver: async (run): Promise<DeliveryStateValue> => ({
      run,
      revision: 1,
      results: {
        code_reviewer: result('{"verdict":"approve","score":0.8,"comments":"fine"}'),
        documentation_generator: result('How to export.'),
      },
    }),
    deliveries,
    prompts: {
      active: async () => ({ version: 1, text: '' }),
      list: async () => [{ name: 'code_generator', version: 3 }],
      saveDraft: async (name) => name === 'code_generator',
    },
    checkDatabase: async () => {},
    faults: { active: () => false },
    random: createRandom(1),
    log: pino({ enabled: false }),
    signal: new AbortController().signal,
    ...options,
  });
  const server = app.listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const get = (path: string) => fetch(url + path);
  const send = (method: string, path: string, body: string) =>
    fetch(url + path, { method, headers: { 'content-type': 'application/json' }, body });
  const post = (body: string) => send('POST', '/v1/deliveries', body);
  const put = (path: string, body: string) => send('PUT', path, body);
  return { get, post, put, deliveries };
}

const WISH = JSON.stringify({ requirement: 'Orders can be exported.', conversationId: 'c1' });

test('a delivery is recorded, run and answered', async () => {
  const { post, deliveries } = await start();
  const response = await post(WISH);
  const body = (await response.json()) as { id: string };
  expect(response.status).toBe(201);
  expect(response.headers.get('location')).toBe(`/v1/deliveries/${body.id}`);
  expect(body).toMatchObject({
    conversationId: 'c1',
    status: 'succeeded',
    score: 0.8,
    revisions: 1,
    documentation: 'How to export.',
  });
  expect(deliveries.begin).toHaveBeenCalledOnce();
  expect(deliveries.succeed).toHaveBeenCalledWith(body.id, expect.objectContaining({ score: 0.8 }));
});

test.each([
  ['{"requirement":"short"}', 'Too small'],
  ['{}', 'requirement'],
  [JSON.stringify({ requirement: 'Orders can be exported.', extra: 1 }), 'Unrecognized key'],
  ['{"requirement":', 'JSON'],
])('%s is rejected with what is wrong', async (body, detail) => {
  const { post, deliveries } = await start();
  const response = await post(body);
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(await response.json()).toMatchObject({
    type: 'about:blank',
    status: 400,
    instance: '/v1/deliveries',
    detail: expect.stringContaining(detail),
  });
  expect(deliveries.begin).not.toHaveBeenCalled();
});

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const unavailable = APIError.generate(500, {}, 'server error', new Headers());

test.each([
  ['the model provider fails', unavailable, 502, 'Model provider failed'],
  ['PostgreSQL is away', refused, 503, 'Database unavailable'],
  ['it takes too long', new DOMException('', 'TimeoutError'), 504, 'Run timed out'],
  ['an agent fails', new Error('a tool failed'), 500, 'Run failed'],
])('when %s the run is recorded as failed', async (_when, error, status, title) => {
  const { post, deliveries } = await start({ deliver: () => Promise.reject(error) });
  const response = await post(WISH);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ title, status });
  expect(deliveries.fail).toHaveBeenCalledWith(expect.any(String), String(error));
});

test('a run that takes too long is aborted', async () => {
  const { post } = await start({
    runTimeoutMs: 10,
    deliver: async (_run, signal) => {
      await once(signal, 'abort');
      throw signal.reason;
    },
  });
  expect((await post(WISH)).status).toBe(504);
});

test('api-errors: about half of the requests fail', async () => {
  const { get } = await start({ faults: { active: (name) => name === 'api-errors' } });
  const statuses = await Promise.all(
    Array.from({ length: 40 }, async () => (await get('/v1/prompts')).status),
  );
  const failed = statuses.filter((status) => status === 500).length;
  expect(failed).toBeGreaterThan(10);
  expect(failed).toBeLessThan(30);
});

test('what is not there answers 404 with problem details', async () => {
  const { get } = await start();
  for (const path of ['/nothing', '/v1/deliveries/no-uuid']) {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ title: 'Not found', instance: path });
  }
});

test('lists the active prompts', async () => {
  const { get } = await start();
  expect(await (await get('/v1/prompts')).json()).toStrictEqual({
    prompts: [{ name: 'code_generator', version: 3 }],
  });
});

test.each([
  ['code_generator', 'Write less code than before.', 204],
  ['poet', 'Write less code than before.', 404],
  ['code_generator', 'short', 400],
])('a draft of %s, "%s", is answered %i', async (name, text, status) => {
  const { put } = await start();
  expect((await put(`/v1/prompts/${name}/draft`, JSON.stringify({ text }))).status).toBe(status);
});

test('is ready as long as PostgreSQL is', async () => {
  const ready = await start();
  expect((await ready.get('/readyz')).status).toBe(200);
  const away = await start({ checkDatabase: () => Promise.reject(refused) });
  const response = await away.get('/readyz');
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ reason: 'PostgreSQL: connect ECONNREFUSED' });
});
