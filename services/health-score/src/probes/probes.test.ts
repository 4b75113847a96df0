import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import type { Probe } from '@agent-vitals/config';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpProbe } from './http-probe.js';
import { createLlmProbe } from './llm-probe.js';

type Kind<K extends Probe['kind']> = Extract<Probe, { kind: K }>;

const common = { enabled: true, everySeconds: 10, timeoutSeconds: 5 } as const;
const http = (url: string, more: Partial<Kind<'http'>> = {}): Kind<'http'> => ({
  ...common,
  kind: 'http',
  name: 'home',
  component: 'apis',
  url,
  method: 'GET',
  headers: {},
  expectStatus: [200],
  ...more,
});
const llm = (baseUrl: string): Kind<'llm'> => ({
  ...common,
  kind: 'llm',
  name: 'gpt',
  component: 'models',
  baseUrl,
  model: 'gpt-5',
  tokenLimit: 'max_completion_tokens',
  apiKey: 'sk-secret',
});

const servers: Server[] = [];
const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
const closedPort = async (): Promise<number> => {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};
const never = new AbortController().signal;

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

describe('a probe by HTTP', () => {
  it('is up when status and body are as expected', async () => {
    const url = await serve((_req, res) => void res.end('{"status":"ready"}'));
    const probe = http(`${url}/readyz`, { expectBody: '"status": ?"ready"' });
    expect(await createHttpProbe(probe)(never)).toEqual({ up: true, status: 200 });
  });

  it('sends its method and headers', async () => {
    let asked: unknown;
    const url = await serve((req, res) => {
      asked = {
        method: req.method,
        token: req.headers['x-token'],
        agent: req.headers['user-agent'],
      };
      res.writeHead(204).end();
    });
    const probe = http(url, { method: 'HEAD', headers: { 'x-token': 'a' }, expectStatus: [204] });
    expect(await createHttpProbe(probe)(never)).toEqual({ up: true, status: 204 });
    expect(asked).toEqual({ method: 'HEAD', token: 'a', agent: 'agent-vitals-probe' });
  });

  it('is down with another status, and says which was expected', async () => {
    const url = await serve((_req, res) => void res.writeHead(503).end());
    expect(await createHttpProbe(http(url, { expectStatus: [200, 204] }))(never)).toEqual({
      up: false,
      status: 503,
      reason: 'status 503 instead of 200 or 204',
      error: 'status',
    });
  });

  it('is down with another body', async () => {
    const url = await serve((_req, res) => void res.end('maintenance'));
    expect(await createHttpProbe(http(url, { expectBody: '^ready$' }))(never)).toMatchObject({
      up: false,
      reason: 'the body does not match /^ready$/',
      error: 'body',
    });
  });

  it('does not follow redirections, and reads no more of a body than it must', async () => {
    const url = await serve((req, res) => {
      if (req.url === '/moved') res.writeHead(302, { location: '/' }).end();
      else {
        const more = (): void => void (res.write('x'.repeat(65_536)) && setImmediate(more));
        res.on('drain', more);
        more();
      }
    });
    expect(await createHttpProbe(http(`${url}/moved`))(never)).toMatchObject({ status: 302 });
    expect(await createHttpProbe(http(url, { expectBody: 'y' }))(never)).toMatchObject({
      error: 'body',
    });
  });

  it('is down when nobody listens', async () => {
    const port = await closedPort();
    expect(await createHttpProbe(http(`http://127.0.0.1:${port}`))(never)).toEqual({
      up: false,
      reason: `connect ECONNREFUSED 127.0.0.1:${port}`,
      error: 'ECONNREFUSED',
    });
  });

  it.each([
    ['no answer', (): void => {}],
    ['an answer that does not end', (_req, res) => void res.write('re')],
  ] satisfies [string, RequestListener][])('is down in time with %s', async (_what, listener) => {
    const url = await serve(listener);
    const ask = createHttpProbe(http(url, { expectBody: 'ready' }));
    expect(await ask(AbortSignal.timeout(50))).toMatchObject({ up: false, error: 'timeout' });
  });
});

describe('a probe of a model', () => {
  it('asks for one token', async () => {
    let asked: unknown;
    const url = await serve((req, res) => {
      req.setEncoding('utf8').on('data', (body: string) => {
        asked = { path: req.url, key: req.headers.authorization, ...JSON.parse(body) };
        res.end('{"choices":[{"message":{"content":"ok"}}]}');
      });
    });
    expect(await createLlmProbe(llm(`${url}/v1/`))(never)).toEqual({ up: true });
    expect(asked).toMatchObject({
      path: '/v1/chat/completions',
      key: 'Bearer sk-secret',
      model: 'gpt-5',
      max_completion_tokens: 1,
    });
  });

  it.each([
    ['an error that repeats the key', 401, '{"error":"wrong key sk-secret"}', 'status'],
    ['no choice', 200, '{"choices":[]}', 'body'],
    ['a page', 200, '<html>', 'body'],
  ])('is down with %s, and does not tell the key', async (_what, status, body, error) => {
    const url = await serve((_req, res) => void res.writeHead(status).end(body));
    const outcome = await createLlmProbe(llm(url))(never);
    expect(outcome).toMatchObject({ up: false, error });
    expect(JSON.stringify(outcome)).not.toContain('sk-secret');
  });

  it('is down when nobody listens, and in time without an answer', async () => {
    const port = await closedPort();
    expect(await createLlmProbe(llm(`http://127.0.0.1:${port}`))(never)).toMatchObject({
      error: 'ECONNREFUSED',
    });
    const url = await serve(() => {});
    expect(await createLlmProbe(llm(url))(AbortSignal.timeout(50))).toMatchObject({
      error: 'timeout',
    });
  });
});
