import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHealthApi, type HealthApiOptions } from './app.js';
import type { CostQuestion } from './cost/cost-reporter.js';
import type { LatestHealth } from './health-monitor.js';
import type { HistoryRange } from './history.js';
import { PrometheusAwayError, QueryRefusedError } from '@agent-vitals/worker/prometheus-client';
import type { CostReport, Recommendation } from './report.js';
import { sampleHealth, sampleItem } from './testing/sample-health.js';

const NOW = Date.parse('2026-11-24T09:00:05Z');
const TOKEN = 'a-token-of-some-length';

const recommendation: Recommendation = {
  id: 'cheaper-model:reviewer',
  rule: 'cheaper-model',
  title: 'A cheaper model would do',
  subject: 'reviewer',
  detail: 'Its answers score 0.9 with either.',
  gain: { kind: 'USD per month', amount: 120 },
  confidence: 'high',
  evidence: { query: 'up', values: { score: 0.9 } },
  link: '/dashboards/resources',
};

const cost: CostReport = {
  by: 'agent',
  from: '2026-11-23T09:00:05.000Z',
  to: '2026-11-24T09:00:05.000Z',
  currency: 'USD',
  total: 1,
  entries: [
    {
      name: 'reviewer',
      cost: 1,
      share: 1,
      calls: 2,
      inputTokens: 3,
      cachedInputTokens: 0,
      outputTokens: 4,
    },
  ],
  unpricedCalls: 0,
  month: { soFar: 1, forecast: null, low: null, high: null, budget: null, basis: 'nothing' },
};

const servers: Server[] = [];
let latest: LatestHealth | undefined;
let failure: Error | undefined;
let ranges: HistoryRange[] = [];
let questions: CostQuestion[] = [];
let logged: unknown[] = [];
let port: number;

const succeed = <T>(value: T): Promise<T> =>
  failure === undefined ? Promise.resolve(value) : Promise.reject(failure);

const base: HealthApiOptions = {
  health: { latest: () => latest },
  history: {
    read: (range) => {
      ranges.push(range);
      return succeed({
        from: range.from.toISOString(),
        to: range.to.toISOString(),
        stepSeconds: range.stepSeconds,
        series: [{ component: null, points: [[1_795_510_800, 91.5]] }],
      });
    },
  },
  cost: {
    report: (question) => {
      questions.push(question);
      return succeed({ ...cost, by: question.by });
    },
  },
  recommend: () => succeed([recommendation]),
  retentionDays: 90,
  clock: () => NOW,
  log: { error: (fields: unknown) => void logged.push(fields) },
};

const listen = async (options: Partial<HealthApiOptions> = {}): Promise<number> => {
  const server = createServer(createHealthApi({ ...base, ...options }));
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
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
    at = port,
  }: { method?: string; headers?: Record<string, string>; body?: string; at?: number } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: at, path, method, headers }, (res) => {
      text(res).then(
        (answer) => resolve({ status: res.statusCode, headers: res.headers, body: answer }),
        reject,
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });

const problemOf = ({ headers, body }: Answer): unknown => {
  expect(headers['content-type']).toBe('application/problem+json');
  expect(headers['cache-control']).toBe('no-store');
  return JSON.parse(body);
};

/** A part of a JSON pointer in a fragment: https://www.rfc-editor.org/rfc/rfc6901 */
const escape = (part: string): string =>
  encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

beforeEach(async () => {
  latest = sampleHealth({ items: 30 });
  failure = undefined;
  ranges = [];
  questions = [];
  logged = [];
  port = await listen();
});

afterAll(() => {
  for (const server of servers) server.close();
});

describe('the health', () => {
  it('of the whole is the last report', async () => {
    const { status, headers, body } = await ask('/api/v1/health');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'private, max-age=2',
      'x-content-type-options': 'nosniff',
    });
    expect(JSON.parse(body)).toEqual(latest?.report);
  });

  it('of a component has all of its items, and when it was evaluated', async () => {
    const answer = JSON.parse((await ask('/api/v1/health/agents')).body) as { items: unknown[] };
    expect(answer).toMatchObject({
      name: 'agents',
      evaluatedAt: '2026-11-24T09:00:00.000Z',
      stale: false,
    });
    expect(answer.items).toHaveLength(30);
  });

  it.each([
    ['an agent', 'agents', 'item 7'],
    ['a model, whose name has a slash', 'models', 'openai/gpt-4.1'],
    ['an endpoint', 'apis', 'POST /v1/orders/:id'],
  ] as const)('of %s is found by its name', async (_what, component, name) => {
    latest?.components.get(component)?.items.push(sampleItem(component, 'openai/gpt-4.1', 'shop'));
    latest?.components.get(component)?.items.push(sampleItem(component, 'POST /v1/orders/:id', ''));
    const answer = await ask(`/api/v1/health/${component}/${encodeURIComponent(name)}`);
    expect(JSON.parse(answer.body)).toMatchObject({ component, name, stale: false });
  });

  it('of an item that several services have needs the service', async () => {
    latest?.components.get('agents')?.items.push(sampleItem('agents', 'item 0', 'till'));
    const answer = await ask('/api/v1/health/agents/item%200');
    expect(problemOf(answer)).toMatchObject({
      status: 400,
      parameters: [{ name: 'service', value: null, allowed: 'shop, till' }],
    });
    const { body } = await ask('/api/v1/health/agents/item%200?service=till');
    expect(JSON.parse(body)).toMatchObject({ name: 'item 0', service: 'till' });
  });

  it('is not sent again to who has it, until it is evaluated again', async () => {
    const first = await ask('/api/v1/health');
    const headers = { 'if-none-match': String(first.headers.etag) };
    expect(await ask('/api/v1/health', { headers })).toMatchObject({
      status: 304,
      body: '',
      headers: { etag: first.headers.etag, 'cache-control': 'private, max-age=2' },
    });
    latest = sampleHealth({ score: 40 });
    expect(await ask('/api/v1/health', { headers })).toMatchObject({ status: 200 });
  });

  it('is sent compressed to who takes that', async () => {
    const plain = await ask('/api/v1/health');
    const headers = { 'accept-encoding': 'gzip, br' };
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/health`, { headers });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(response.headers.get('vary')).toBe('accept-encoding');
    expect(response.headers.get('etag')).toBe(plain.headers.etag);
    const compressed = Number(response.headers.get('content-length'));
    expect(compressed).toBeLessThan(plain.body.length / 5);
    expect(await response.text()).toBe(plain.body);
  });

  it('can be asked for without its body', async () => {
    const { status, headers, body } = await ask('/api/v1/health', { method: 'HEAD' });
    expect({ status, body }).toEqual({ status: 200, body: '' });
    expect(Number(headers['content-length'])).toBeGreaterThan(1000);
  });

  it('is 503 before the first evaluation', async () => {
    latest = undefined;
    const answer = await ask('/api/v1/health');
    expect(answer.headers['retry-after']).toBe('5');
    expect(problemOf(answer)).toMatchObject({
      status: 503,
      title: 'Service Unavailable',
      detail: expect.stringContaining('Nothing has been evaluated yet'),
    });
  });

  it('stays when Prometheus is away, marked stale with its age, while readiness is gone', async () => {
    latest = sampleHealth({ stale: true, ageSeconds: 42 });
    const { status, body } = await ask('/api/v1/health');
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ stale: true, ageSeconds: 42 });
    expect(problemOf(await ask('/readyz'))).toMatchObject({
      status: 503,
      detail: expect.stringMatching(/Prometheus does not answer.* 42 s old/),
    });
    expect(await ask('/healthz')).toMatchObject({ status: 200 });
  });
});

describe('history', () => {
  it.each([
    ['?from=2026-11-24T08:00:00Z&to=2026-11-24T09:00:00Z&step=60', 3600, 60],
    ['?from=1795507200&to=1795510800&step=60', 3600, 60],
    ['?from=2026-11-23&to=2026-11-24', 86_400, 300],
    ['?from=2026-11-24T10:00:00%2B02:00', 3605, 15],
    ['', 3600, 15],
  ])('takes %s', async (asked, seconds, step) => {
    expect(await ask(`/api/v1/health/history${asked}`)).toMatchObject({ status: 200 });
    const [range] = ranges;
    expect((Number(range?.to) - Number(range?.from)) / 1000).toBe(seconds);
    expect(range?.stepSeconds).toBe(step);
  });

  it.each([
    ['?from=yesterday', 'from', 'yesterday', /^ISO 8601/],
    ['?from=1795507200000', 'from', '1795507200000', /Unix time in seconds/],
    ['?to=2027-01-01', 'to', '2027-01-01T00:00:00.000Z', /^at most the present/],
    ['?from=2026-11-24&to=2026-11-23', 'from', '2026-11-24T00:00:00.000Z', /^before to/],
    ['?from=2025-01-01', 'from', '2025-01-01T00:00:00.000Z', /keeps data for 90 days/],
    ['?step=1', 'step', '1', /^a whole number of seconds from 10 to 86400$/],
    ['?step=ten', 'step', 'ten', /^a whole number of seconds from 10 to 86400$/],
    ['?from=2026-11-20&to=2026-11-24&step=10', 'step', '10', /^at least 173 for this range/],
    ['?step=60&step=30', 'step', '60,30', /^one value$/],
    ['?stpe=60', 'stpe', '60', /^only from, to, step$/],
  ])(
    'refuses %s and names the parameter, its value and what is allowed',
    async (asked, ...fault) => {
      const [name, value, allowed] = fault;
      expect(problemOf(await ask(`/api/v1/health/history${asked}`))).toMatchObject({
        status: 400,
        parameters: [{ name, value, allowed: expect.stringMatching(allowed) }],
      });
      expect(ranges).toEqual([]);
    },
  );

  it('asks Prometheus once for callers that ask the same', async () => {
    await Promise.all([
      ask('/api/v1/health/history?step=60'),
      ask('/api/v1/health/history?step=60'),
    ]);
    await ask('/api/v1/health/history?step=60');
    expect(ranges).toHaveLength(1);
  });
});

describe('cost and recommendations', () => {
  it.each(['agent', 'workflow', 'model', 'prompt'] as const)('tells the cost by %s', async (by) => {
    const { body } = await ask(`/api/v1/cost?by=${by}&from=2026-11-24`);
    expect(JSON.parse(body)).toMatchObject({ by, total: 1 });
    expect(questions).toEqual([{ by, from: new Date('2026-11-24T00:00:00Z'), to: new Date(NOW) }]);
  });

  it('refuses to tell the cost by what it does not know', async () => {
    expect(problemOf(await ask('/api/v1/cost?by=user'))).toMatchObject({
      parameters: [{ name: 'by', value: 'user', allowed: 'agent, workflow, model, prompt' }],
    });
  });

  it('has recommendations, and when they were made', async () => {
    expect(JSON.parse((await ask('/api/v1/recommendations')).body)).toEqual({
      evaluatedAt: '2026-11-24T09:00:05.000Z',
      recommendations: [recommendation],
    });
  });

  it('are 503 while Prometheus is away, and come back with it', async () => {
    failure = new PrometheusAwayError('Prometheus cannot be reached at http://127.0.0.1:9');
    const answer = await ask('/api/v1/cost');
    expect(answer.headers['retry-after']).toBe('10');
    expect(problemOf(answer)).toMatchObject({
      status: 503,
      detail: 'Prometheus cannot be reached at http://127.0.0.1:9.',
    });
    failure = undefined;
    expect(await ask('/api/v1/cost')).toMatchObject({ status: 200 });
  });

  it('are 502 when Prometheus refuses, with the reason in the log only', async () => {
    failure = new QueryRefusedError('the query was secret_metric');
    const answer = await ask('/api/v1/recommendations');
    expect(problemOf(answer)).toMatchObject({ status: 502 });
    expect(answer.body).not.toContain('secret_metric');
    expect(logged).toEqual([{ err: failure, path: '/api/v1/recommendations' }]);
  });
});

describe('badges', () => {
  it.each([
    ['/badge.svg', sampleHealth({ score: 91.6 }), 'health: healthy 92', '#1a7f37'],
    ['/badge/agents.svg', sampleHealth({ score: 74 }), 'agents: degraded 74', '#9a6700'],
    ['/badge.svg', sampleHealth({ score: 10 }), 'health: critical 10', '#cf222e'],
    [
      '/badge.svg',
      sampleHealth({ score: 91, stale: true }),
      'health: healthy 91 (stale)',
      '#57606a',
    ],
    ['/badge/agents.svg', undefined, 'agents: unknown', '#57606a'],
  ])('%s has a title and a colour', async (path, health, title, colour) => {
    latest = health;
    const { status, headers, body } = await ask(path);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'image/svg+xml; charset=utf-8',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(body).toContain(`role="img" aria-label="${title}"><title>${title}</title>`);
    expect(body).toContain(colour);
  });
});

describe('what is not answered', () => {
  it.each([
    ['/nothing', 404],
    ['/api/v1/health/agnets', 404],
    ['/api/v1/health/agents/nobody', 404],
    ['/api/v1/health/agents/%E0%A4%A', 400],
    ['/badge/agnets.svg', 404],
    ['/api/v1/health/../../healthz', 404],
    ['/api/v1/health?pretty=1', 400],
  ])('%s is %i, in problem details', async (path, status) => {
    const answer = await ask(path);
    expect(answer.status).toBe(status);
    expect(problemOf(answer)).toMatchObject({ type: 'about:blank', status, instance: path });
  });

  it('names the components when there is no such one', async () => {
    expect(problemOf(await ask('/api/v1/health/agnets'))).toMatchObject({
      detail: 'There is no component "agnets".',
      parameters: [
        {
          name: 'component',
          value: 'agnets',
          allowed: expect.stringMatching(/^agents, workflows, /),
        },
      ],
    });
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('%s is 405', async (method) => {
    const answer = await ask('/api/v1/health', { method });
    expect(answer.headers.allow).toBe('GET, HEAD');
    expect(problemOf(answer)).toMatchObject({ status: 405 });
  });

  it('is 406 when the caller takes another type only', async () => {
    const headers = { accept: 'application/xml' };
    expect(problemOf(await ask('/api/v1/health', { headers }))).toMatchObject({ status: 406 });
    const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    expect(await ask('/api/v1/health', { headers: browser })).toMatchObject({ status: 200 });
  });

  it('is 413 with a body', async () => {
    const headers = { 'content-length': '3' };
    expect(problemOf(await ask('/api/v1/health', { headers, body: 'abc' }))).toMatchObject({
      status: 413,
    });
  });

  it('is 429 when it is asked too often: queries sooner than reports', async () => {
    const at = await listen({ requestsPerMinute: 4, queriesPerMinute: 1 });
    expect(await ask('/api/v1/cost', { at })).toMatchObject({ status: 200 });
    const answer = await ask('/api/v1/cost', { at });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(problemOf(answer)).toMatchObject({
      status: 429,
      detail: expect.stringMatching(
        /^An address may send 1 queries in a minute; ask again in \d+ s/,
      ),
    });
    expect(await ask('/api/v1/health', { at })).toMatchObject({ status: 200 });
    expect(await ask('/api/v1/health', { at })).toMatchObject({ status: 200 });
    expect(await ask('/api/v1/health', { at })).toMatchObject({ status: 429 });
    expect(await ask('/readyz', { at })).toMatchObject({ status: 200 });
  });

  it('is 500 when the service fails, and the log has why', async () => {
    failure = new Error('a secret of the inside');
    const answer = await ask('/api/v1/cost');
    expect(problemOf(answer)).toMatchObject({ status: 500 });
    expect(answer.body).not.toContain('secret');
    expect(logged).toEqual([{ err: failure, path: '/api/v1/cost' }]);
  });
});

describe('who is answered', () => {
  it.each(['localhost:3310', '127.0.0.1', '[::1]:3310'])('%s is', async (host) => {
    expect(await ask('/api/v1/health', { headers: { host } })).toMatchObject({ status: 200 });
  });

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:3310'])(
    '%s is not',
    async (host) => {
      expect(problemOf(await ask('/api/v1/health', { headers: { host } }))).toMatchObject({
        status: 421,
        detail: expect.stringContaining('VITALS_HEALTH_HOSTS'),
      });
      expect(await ask('/readyz', { headers: { host } })).toMatchObject({ status: 200 });
    },
  );

  it('may be asked for a token', async () => {
    const at = await listen({ token: TOKEN });
    const missing = await ask('/api/v1/health', { at });
    expect(problemOf(missing)).toMatchObject({ status: 401 });
    expect(missing.headers['www-authenticate']).toBe('Bearer realm="health-score"');
    const wrong = await ask('/api/v1/health', { at, headers: { authorization: 'Bearer another' } });
    expect(wrong.status).toBe(401);
    expect(wrong.headers['www-authenticate']).toContain('error="invalid_token"');
    expect(wrong.body).not.toContain(TOKEN);
    const headers = { authorization: `bearer ${TOKEN}` };
    expect(await ask('/api/v1/health', { at, headers })).toMatchObject({ status: 200 });
    expect(await ask('/badge.svg', { at })).toMatchObject({ status: 401 });
    expect(await ask('/healthz', { at })).toMatchObject({ status: 200 });
  });

  it('may show badges to who has no token', async () => {
    const at = await listen({ token: TOKEN, publicBadges: true });
    expect(await ask('/badge.svg', { at })).toMatchObject({ status: 200 });
    expect(await ask('/api/v1/health', { at })).toMatchObject({ status: 401 });
  });
});

describe('the OpenAPI document', () => {
  type Document = {
    readonly openapi: string;
    readonly paths: Readonly<
      Record<string, { get: { responses: Record<string, { content?: Record<string, object> }> } }>
    >;
  };
  let document: Document;
  let ajv: Ajv2020;

  beforeAll(async () => {
    const at = await listen({ token: TOKEN });
    document = JSON.parse((await ask('/openapi.json', { at })).body) as Document;
    ajv = new Ajv2020({ strict: false, allErrors: true });
    formats.default(ajv);
    ajv.addSchema(document, 'openapi');
  });

  it('is valid OpenAPI 3.1', async () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(await new Validator().validate(structuredClone(document))).toMatchObject({
      valid: true,
    });
  });

  it('has every route', () => {
    expect(Object.keys(document.paths).toSorted()).toEqual([
      '/api/v1/cost',
      '/api/v1/health',
      '/api/v1/health/history',
      '/api/v1/health/{component}',
      '/api/v1/health/{component}/{name}',
      '/api/v1/recommendations',
      '/badge.svg',
      '/badge/{component}.svg',
      '/healthz',
      '/openapi.json',
      '/readyz',
    ]);
  });

  it.each([
    ['/api/v1/health', '/api/v1/health'],
    ['/api/v1/health/agents', '/api/v1/health/{component}'],
    ['/api/v1/health/agents/item%200', '/api/v1/health/{component}/{name}'],
    ['/api/v1/health/history', '/api/v1/health/history'],
    ['/api/v1/recommendations', '/api/v1/recommendations'],
    ['/api/v1/cost', '/api/v1/cost'],
    ['/healthz', '/healthz'],
    ['/readyz', '/readyz'],
    ['/openapi.json', '/openapi.json'],
    ['/api/v1/health/agnets', '/api/v1/health/{component}'],
    ['/api/v1/cost?by=user', '/api/v1/cost'],
  ])('describes what %s answers', async (asked, path) => {
    const { status, headers, body } = await ask(asked);
    const type = headers['content-type'] ?? '';
    expect(document.paths[path]?.get.responses[String(status)]?.content).toHaveProperty([type]);
    const pointer = ['paths', path, 'get', 'responses', String(status), 'content', type, 'schema'];
    const validate = ajv.compile({ $ref: `openapi#/${pointer.map(escape).join('/')}` });
    expect(validate(JSON.parse(body)), JSON.stringify(validate.errors)).toBe(true);
  });
});
