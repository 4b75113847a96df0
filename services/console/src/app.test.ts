import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsole, type ConsoleOptions } from './app.js';

/** What a backend was asked. */
interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly body: string;
  readonly authorization: string | undefined;
}

const servers: Server[] = [];
const asked: Asked[] = [];
const folder = mkdtempSync(join(tmpdir(), 'console-'));
let options: ConsoleOptions;
let port: number;

const listen = async (server: Server): Promise<number> => {
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
};

/** A port at which nothing listens. */
const closedPort = async (): Promise<number> => {
  const server = createServer();
  const free = await listen(server);
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return free;
};

const write = (path: string, content: string): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
};

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A raw request: `fetch` would tidy the path and the Host header. */
const ask = (
  path: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (res) => {
      text(res).then(
        (answer) => resolve({ status: res.statusCode, headers: res.headers, body: answer }),
        reject,
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });

beforeAll(async () => {
  write('page/index.html', '<title>health</title>');
  write('page/alerts.html', '<title>alerts</title>');
  write('page/dashboards.html', '<title>dashboards</title>');
  write('page/assets/index-1.js', 'js');
  write('page/favicon.svg', '<svg/>');
  write('dashboards/system-overview.json', '{"kind":"Dashboard"}');
  write('runbooks/Slow.md', '# Slow\n\nSee [Other](Other.md#part).\n\n<script>alert(1)</script>\n');
  write('secret.md', 'secret');
  write('secret.json', '{"secret":true}');
  const upstream = await listen(
    createServer(async (req, res) => {
      const { method, url: path, headers } = req;
      const { authorization } = headers;
      asked.push({ method, url: path, body: await text(req), authorization });
      res.writeHead(req.url?.includes('teapot') ? 418 : 200, {
        'content-type': 'application/json',
      });
      res.end('{"status":"success"}');
    }),
  );
  const url = `http://127.0.0.1:${upstream}`;
  options = {
    backends: {
      prometheus: url,
      loki: url,
      jaeger: url,
      alertmanager: `http://127.0.0.1:${await closedPort()}`,
      'health-score': url,
      'alert-history': url,
    },
    tokens: { 'health-score': 'secret-token', 'alert-history': 'token-of-the-history' },
    pageDir: join(folder, 'page'),
    dashboardsDir: join(folder, 'dashboards'),
    runbooksDir: join(folder, 'runbooks'),
  };
  port = await listen(createServer(createConsole(options)));
});

afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true });
});

describe('passing queries on', () => {
  it('passes a query on as it is, and the answer back', async () => {
    const answer = await ask(
      '/api/prometheus/api/v1/query_range?query=up%7Ba%3D~%22.%2B%22%7D&step=15',
    );
    expect(answer).toMatchObject({ status: 200, body: '{"status":"success"}' });
    expect(asked.at(-1)).toMatchObject({
      method: 'GET',
      url: '/api/v1/query_range?query=up%7Ba%3D~%22.%2B%22%7D&step=15',
      body: '',
    });
  });

  it('passes a long query on in the body', async () => {
    const body = `query=${'a'.repeat(100_000)}`;
    await ask('/api/prometheus/api/v1/query', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
    expect(asked.at(-1)).toMatchObject({ method: 'POST', url: '/api/v1/query', body });
  });

  it('passes the status of a backend on', async () => {
    expect(await ask('/api/loki/loki/api/v1/query?query=teapot')).toMatchObject({ status: 418 });
  });

  it.each([
    ['GET', '/api/prometheus/api/v1/label/service_name/values'],
    ['GET', '/api/prometheus/api/v1/alerts'],
    ['GET', '/api/loki/loki/api/v1/query_range'],
    ['GET', '/api/jaeger/api/traces?service=a'],
    ['GET', '/api/jaeger/api/v3/traces/0af7651916cd43dd8448eb211c80319c'],
    ['GET', '/api/health-score/health'],
    ['GET', '/api/health-score/health/history?from=0&to=60&step=10'],
    ['GET', '/api/health-score/health/apis/POST%20%2Fv1%2Fdeliveries?service=demo-api'],
    ['GET', '/api/health-score/recommendations'],
    ['GET', '/api/alert-history/alerts?state=open'],
    ['GET', '/api/alert-history/alerts/42'],
    ['GET', '/api/alert-history/statistics?from=2026-11-01'],
  ])('passes %s %s on', async (method, path) => {
    expect(await ask(path, { method })).toMatchObject({ status: 200 });
  });

  it.each([
    ['POST', '/api/prometheus/api/v1/admin/tsdb/delete_series'],
    ['POST', '/api/prometheus/-/reload'],
    ['GET', '/api/prometheus/api/v1/status/config'],
    ['DELETE', '/api/prometheus/api/v1/query'],
    ['POST', '/api/prometheus/api/v1/otlp/v1/metrics'],
    ['GET', '/api/prometheus/api/v1/query/../status/config'],
    ['GET', '/api/prometheus/api/v1/label/a%2F..%2F..%2Fstatus/values'],
    ['POST', '/api/loki/loki/api/v1/push'],
    ['POST', '/api/loki/loki/api/v1/query'],
    ['GET', '/api/loki/config'],
    ['GET', '/api/jaeger/api/v3/traces/..%2f..'],
    ['POST', '/api/alertmanager/api/v2/silences'],
    ['POST', '/api/health-score/health'],
    ['GET', '/api/health-score/healthz'],
    ['GET', '/api/health-score/health/agents/..%2F..%2Fmetrics'],
    ['GET', '/api/health-score/health/agents/a%2F%2E%2E%2Fb'],
    ['GET', '/api/health-score/health/agents/../../metrics'],
    ['POST', '/api/alert-history/alerts'],
    ['PUT', '/api/alert-history/alerts/42/acknowledgement'],
    ['DELETE', '/api/alert-history/alerts/42/incident/acknowledgement'],
    ['DELETE', '/api/alert-history/alerts/42/notes'],
    ['POST', '/api/alert-history/alerts/4%2F..%2F5/notes'],
    ['GET', '/api/alert-history/openapi.json'],
  ])('does not pass %s %s on', async (method, path) => {
    const before = asked.length;
    const { status, headers, body } = await ask(path, { method });
    expect(status).toBe(404);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ status: 404, title: 'Not passed on' });
    expect(asked.length).toBe(before);
  });

  it('asks the health score under its own root, with its token', async () => {
    const { headers, body } = await ask('/api/health-score/health/agents', {
      headers: { authorization: 'Bearer of-the-browser' },
    });
    expect(asked.at(-1)).toMatchObject({
      url: '/api/v1/health/agents',
      authorization: 'Bearer secret-token',
    });
    expect(JSON.stringify(headers) + body).not.toContain('secret-token');
    await ask('/api/prometheus/api/v1/query');
    expect(asked.at(-1)?.authorization).toBeUndefined();
  });

  it('names the backend that does not answer, and its address', async () => {
    const { status, headers, body } = await ask('/api/alertmanager/api/v2/alerts');
    expect(status).toBe(502);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({
      title: 'alertmanager does not answer',
      detail: expect.stringContaining(`${options.backends.alertmanager}: ECONNREFUSED`),
    });
  });

  it('does not wait longer for a backend than it may', async () => {
    const silent = await listen(createServer(() => {}));
    const app = createConsole({
      ...options,
      backends: { ...options.backends, jaeger: `http://127.0.0.1:${silent}` },
      timeoutMs: 50,
    });
    const response = await fetch(
      `http://127.0.0.1:${await listen(createServer(app))}/api/jaeger/api/services`,
    );
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({
      title: 'jaeger does not answer',
      detail: expect.stringContaining(`:${silent}: no answer within 0.05 s`),
    });
  });
});

describe('changing something', () => {
  const json = { 'content-type': 'application/json' };
  const own = { ...json, 'sec-fetch-site': 'same-origin' };

  it.each([
    ['POST', '/alerts/42/acknowledgement', own],
    ['POST', '/alerts/42/incident/acknowledgement', own],
    ['DELETE', '/alerts/42/acknowledgement?by=ann', { 'sec-fetch-site': 'same-origin' }],
    [
      'POST',
      '/alerts/42/notes',
      { ...json, host: 'localhost:3300', origin: 'http://localhost:3300' },
    ],
    ['PUT', '/alerts/42/resolution', { ...own, origin: 'http://proxy.example' }],
  ])('passes %s %s of an own page on, with the token', async (method, path, headers) => {
    const body = method === 'DELETE' ? '' : '{"by":"ann"}';
    expect(await ask(`/api/alert-history${path}`, { method, headers, body })).toMatchObject({
      status: 200,
    });
    expect(asked.at(-1)).toMatchObject({
      method,
      url: `/api/v1${path}`,
      body,
      authorization: 'Bearer token-of-the-history',
    });
  });

  it.each<[string, Record<string, string>, number]>([
    ['another site', { ...json, 'sec-fetch-site': 'cross-site' }, 403],
    ['another port', { ...json, 'sec-fetch-site': 'same-site' }, 403],
    ['another site with an old browser', { ...json, origin: 'http://evil.example' }, 403],
    ['a sandboxed frame', { ...json, origin: 'null' }, 403],
    ['nobody knows where', json, 403],
    ['a form', { ...own, 'content-type': 'text/plain' }, 415],
    ['a page that sends no type', { 'sec-fetch-site': 'same-origin' }, 415],
  ])('refuses what comes from %s', async (_who, headers, status) => {
    const before = asked.length;
    const path = '/api/alert-history/alerts/42/acknowledgement';
    const answer = await ask(path, { method: 'POST', headers, body: '{"by":"ann"}' });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(asked.length).toBe(before);
  });
});

describe('the page', () => {
  it.each([
    ['health', '/'],
    ['health', '/health/agents'],
    ['health', '/health/apis/POST%20%2Fv1%2Fdeliveries?service=demo-api'],
    ['alerts', '/alerts?fingerprint=8e1b0e4c8d6f2a31'],
    ['alerts', '/alerts/history?state=resolved'],
    ['alerts', '/alerts/statistics'],
    ['alerts', '/alerts/42'],
    ['dashboards', '/dashboards/system-overview'],
    ['dashboards', '/dashboards/system-overview?var-agent=a'],
    ['dashboards', '/traces/0af7'],
  ])('of %s is served at %s, and may load nothing from elsewhere', async (title, path) => {
    const { status, headers, body } = await ask(path);
    expect(status).toBe(200);
    expect(body).toContain(`<title>${title}</title>`);
    expect(headers['content-security-policy']).toMatch(/default-src 'none';script-src 'self';/);
  });

  it('has the JSON of each dashboard', async () => {
    expect(await ask('/api/dashboards/system-overview')).toMatchObject({
      status: 200,
      body: '{"kind":"Dashboard"}',
    });
  });

  it.each([
    '/dashboards/unknown',
    '/api/dashboards/unknown',
    '/api/dashboards/..%2Fsecret',
    '/dashboards/..%2Fsecret',
    '/assets/..%2F..%2Fsecret.md',
    '/assets/../../secret.md',
    '/nothing',
    '/health',
    '/health/agents/a/b',
    '/alerts/x',
    '/alerts/42/notes',
  ])('has nothing at %s, and says so in problem details', async (path) => {
    const { status, headers, body } = await ask(path);
    expect([403, 404]).toContain(status);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(body).not.toContain('secret":');
  });

  it('lets assets be kept for ever, since their names change with their content', async () => {
    const { headers } = await ask('/assets/index-1.js');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('is refused when it is not built, with what would build it', () => {
    expect(() => createConsole({ ...options, pageDir: join(folder, 'none') })).toThrow(
      /none\/index\.html is missing: build the page with "npm run build -w services\/console"/,
    );
  });
});

describe('an address that is not there', () => {
  it('leads a browser to the pages that are', async () => {
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const { status, headers, body } = await ask('/dashboards/%3Cb%3Eold', { headers: { accept } });
    expect(status).toBe(404);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body).toContain('There is nothing at <code>/dashboards/%3Cb%3Eold</code>');
    expect(body).toContain('<a href="/dashboards/agents">Agents</a>');
  });
});

describe('runbooks', () => {
  it('are shown as pages, with links to each other', async () => {
    const { status, headers, body } = await ask('/runbooks/Slow');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body).toContain('<h1>Slow</h1>');
    expect(body).toContain('<a href="/runbooks/Other#part">Other</a>');
  });

  it('run no script', async () => {
    const { body } = await ask('/runbooks/Slow');
    expect(body).toContain('&lt;script&gt;');
    expect(body).not.toContain('<script');
  });

  it.each(['/runbooks/Unknown', '/runbooks/..%2Fsecret', '/runbooks/Slow.md', '/runbooks/%00'])(
    'has none at %s',
    async (path) => {
      expect(await ask(path)).toMatchObject({ status: 404 });
    },
  );
});

describe('who is answered', () => {
  it.each(['localhost:3300', '127.0.0.1', '[::1]:3300', 'LOCALHOST'])(
    'answers to %s',
    async (host) => {
      expect(await ask('/', { headers: { host } })).toMatchObject({ status: 200 });
    },
  );

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:3300'])(
    'does not answer to %s',
    async (host) => {
      const { status, body } = await ask('/api/prometheus/api/v1/query', { headers: { host } });
      expect(status).toBe(421);
      expect(JSON.parse(body)).toMatchObject({
        detail: expect.stringContaining('VITALS_CONSOLE_HOSTS'),
      });
    },
  );

  it('answers to further names that it is given', async () => {
    const app = createConsole({ ...options, hosts: ['console.example'] });
    port = await listen(createServer(app));
    expect(await ask('/', { headers: { host: 'console.example' } })).toMatchObject({ status: 200 });
    port = await listen(createServer(createConsole(options)));
  });

  it('tells anyone whether it is ready', async () => {
    expect(await ask('/readyz', { headers: { host: 'container:3300' } })).toMatchObject({
      status: 200,
    });
  });
});
