import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAcknowledger } from './alertmanager/acknowledge.js';
import { AlertmanagerError } from './alertmanager/alertmanager-client.js';
import { toHex } from './alertmanager/fingerprint.js';
import { createHistoryApi } from './app.js';
import { createAlertQueries } from './store/alert-queries.js';
import { openAlertStore, type AlertStore } from './store/alert-store.js';
import { sampleAlert, sampleEvent } from './testing/sample-events.js';

const NOW = Date.parse('2026-11-24T09:00:00Z');
const MINUTE = 60_000;
const AWAY = new AlertmanagerError('Alertmanager does not answer', { away: true });

let store: AlertStore;
let server: Server;
let url: string;
let failure: Error | undefined;
let fault: Error | undefined | null;
let silences: string[];
/** Alertmanager goes away after so many. */
let mostSilences: number;
let expired: string[];

const succeed = <T>(value: T): Promise<T> =>
  failure === undefined ? Promise.resolve(value) : Promise.reject(failure);

beforeEach(async () => {
  store = openAlertStore(':memory:');
  failure = undefined;
  fault = undefined;
  silences = [];
  mostSilences = Infinity;
  expired = [];
  const acknowledger = createAcknowledger({
    alertmanager: {
      silence: ({ createdBy }) => {
        if (silences.length >= mostSilences) return Promise.reject(AWAY);
        return succeed(`silence ${silences.push(createdBy)}`);
      },
      expire: (silence) => {
        expired.push(silence);
        return succeed(undefined);
      },
    },
    store,
    clock: () => NOW,
  });
  server = createServer(
    createHistoryApi({
      queries: createAlertQueries(store.database),
      acknowledger,
      fault: () => fault,
      clock: () => NOW,
    }),
  );
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const old = sampleAlert(NOW - 90 * MINUTE, { alertname: 'ModelSlow', severity: 'warning' });
  const open = sampleAlert(NOW - 10 * MINUTE);
  store.add([
    sampleEvent(old, 'fired', old.startsAt),
    sampleEvent(old, 'resolved', old.startsAt + MINUTE),
    sampleEvent(open, 'fired', open.startsAt),
    sampleEvent(open, 'notified', open.startsAt + 5000, { receiver: 'email', channel: 'email' }),
  ]);
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  store.close();
});

const ask = async (
  path: string,
  method = 'GET',
  body?: object,
): Promise<{ status: number; json: unknown }> => {
  const response = await fetch(`${url}${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  return { status: response.status, json: await response.json() };
};

describe('the list', () => {
  it.each([
    ['', [2, 1]],
    ['?state=open', [2]],
    ['?state=resolved', [1]],
    ['?name=ModelSlow&severity=warning&component=agents&service=shop&item=reviewer', [1]],
    ['?severity=none', []],
    ['?from=2026-11-24T08:00:00Z', [2]],
    ['?to=2026-11-24T08:00:00Z', [1]],
  ])('with %s has the alerts %j', async (query, ids) => {
    expect(await ask(`/api/v1/alerts${query}`)).toMatchObject({
      status: 200,
      json: { alerts: ids.map((id) => ({ id })), next: null },
    });
  });

  it('comes in pages', async () => {
    const first = await ask('/api/v1/alerts?limit=1');
    expect(first.json).toMatchObject({ alerts: [{ id: 2 }], next: '2' });
    const second = await ask('/api/v1/alerts?limit=1&cursor=2');
    expect(second.json).toMatchObject({ alerts: [{ id: 1 }], next: null });
  });

  it.each([
    ['?state=closed', 'state', 'open, firing, acknowledged, inhibited, resolved'],
    ['?fingerprint=42x', 'fingerprint', 'that Alertmanager gives: at most 16 hexadecimal digits'],
    ['?limit=0', 'limit', 'a whole number from 1 to 500'],
    ['?cursor=next', 'cursor', 'what next of the page before holds'],
    ['?from=2026-11-24&to=2026-11-23', 'from', 'before to, which is 2026-11-23T00:00:00.000Z'],
  ])('refuses %s and says what is allowed', async (query, name, allowed) => {
    expect(await ask(`/api/v1/alerts${query}`)).toMatchObject({
      status: 400,
      json: { parameters: [{ name, allowed: expect.stringContaining(allowed) }] },
    });
  });

  it('finds each time that something fired by what Alertmanager calls it', async () => {
    const again = sampleAlert(NOW - 5 * MINUTE);
    store.add([sampleEvent(again, 'fired', again.startsAt)]);
    const fingerprint = toHex(again.fingerprint);
    expect(await ask(`/api/v1/alerts?fingerprint=${fingerprint}`)).toMatchObject({
      json: {
        alerts: [
          { id: 3, fingerprint },
          { id: 2, fingerprint },
        ],
      },
    });
    expect(await ask('/api/v1/alerts?fingerprint=0')).toMatchObject({ json: { alerts: [] } });
  });

  it('names what mutes an alert', async () => {
    const { fingerprint } = sampleAlert(NOW - 10 * MINUTE);
    const muted = sampleAlert(NOW - 5 * MINUTE, { alertname: 'ModelSlow' });
    const inhibited = sampleEvent(muted, 'inhibited', NOW, { by: `${fingerprint},1` });
    store.add([sampleEvent(muted, 'fired', muted.startsAt), inhibited]);
    const inhibitedBy = [{ id: 2, name: 'AgentErrorRatioHigh', state: 'firing' }];
    expect(await ask('/api/v1/alerts?state=open')).toMatchObject({
      json: {
        alerts: [
          { state: 'inhibited', inhibitedBy },
          { state: 'firing', inhibitedBy: [] },
        ],
      },
    });
    expect(await ask('/api/v1/alerts/3')).toMatchObject({
      json: { story: [{ alerts: [] }, { kind: 'inhibited', alerts: inhibitedBy }] },
    });
  });
});

describe('one alert', () => {
  it('has its story in words', async () => {
    expect((await ask('/api/v1/alerts/2')).json).toMatchObject({
      name: 'AgentErrorRatioHigh',
      summary: 'It fails.',
      startedAt: '2026-11-24T08:50:00.000Z',
      secondsTo: { notify: 5, acknowledge: null, resolve: null },
      story: [
        { kind: 'fired', text: 'fired' },
        { kind: 'notified', text: 'told email by email' },
      ],
      notes: [],
    });
  });

  it('names others that were open while it was, the nearest first', async () => {
    const early = sampleAlert(NOW - 95 * MINUTE, { alertname: 'DatabaseSlow' });
    const late = sampleAlert(NOW - 9 * MINUTE, { alertname: 'DatabaseDown' });
    store.add([early, late].map((alert) => sampleEvent(alert, 'fired', alert.startsAt)));
    expect((await ask('/api/v1/alerts/2')).json).toMatchObject({
      besides: [{ name: 'DatabaseDown' }, { name: 'DatabaseSlow' }],
    });
    expect((await ask('/api/v1/alerts/1')).json).toMatchObject({
      besides: [{ name: 'DatabaseSlow' }],
    });
  });

  it.each(['3', '0', 'x', '9999999999999999999'])('%s is 404', async (id) => {
    expect(await ask(`/api/v1/alerts/${id}`)).toMatchObject({ status: 404 });
  });
});

describe('an acknowledgement', () => {
  const path = '/api/v1/alerts/2/acknowledgement';

  it('silences the alert once, however often it is sent', async () => {
    const body = { by: ' ann ', comment: 'on it' };
    const answers = await Promise.all([ask(path, 'POST', body), ask(path, 'POST', body)]);
    for (const answer of answers) {
      expect(answer).toMatchObject({
        status: 200,
        json: { state: 'acknowledged', acknowledgedBy: 'ann' },
      });
    }
    expect(silences).toEqual(['ann']);
  });

  it('can be withdrawn, and given again', async () => {
    await ask(path, 'POST', { by: 'ann' });
    expect(await ask(`${path}?by=ann`, 'DELETE')).toMatchObject({ json: { state: 'firing' } });
    expect(expired).toEqual(['silence 1']);
    expect(await ask(path, 'DELETE')).toMatchObject({ status: 200 });
    expect(expired).toHaveLength(1);
  });

  it('of somebody else stays', async () => {
    await ask(path, 'POST', { by: 'ann' });
    expect(await ask(path, 'POST', { by: 'bob' })).toMatchObject({
      status: 409,
      json: { detail: 'ann has acknowledged it; that is to be withdrawn first.' },
    });
  });

  it('that was made as a silence in Alertmanager is ended there', async () => {
    const alert = sampleAlert(NOW - 10 * MINUTE);
    store.add([sampleEvent(alert, 'acknowledged', NOW, { by: 'bob', silence: 'theirs' })]);
    expect(await ask(path, 'DELETE')).toMatchObject({ status: 409 });
    expect(expired).toEqual([]);
  });

  it('of what is resolved is too late', async () => {
    const late = '/api/v1/alerts/1/acknowledgement';
    expect(await ask(late, 'POST', { by: 'ann' })).toMatchObject({
      status: 409,
      json: { detail: 'The alert is resolved since 2026-11-24T07:31:00.000Z.' },
    });
  });

  it.each([
    [{}, 'by'],
    [{ by: ' ' }, 'by'],
    [{ by: 'ann', comment: 7 }, 'comment'],
    [{ by: 'ann', coment: 'x' }, 'coment'],
  ])('with %j is refused', async (body, name) => {
    expect(await ask(path, 'POST', body)).toMatchObject({
      status: 400,
      json: { parameters: [{ name }] },
    });
  });

  it('needs Alertmanager', async () => {
    failure = AWAY;
    expect(await ask(path, 'POST', { by: 'ann' })).toMatchObject({ status: 503 });
    failure = new AlertmanagerError('Alertmanager refuses', { away: false });
    expect(await ask(path, 'POST', { by: 'ann' })).toMatchObject({ status: 502 });
    expect((await ask('/api/v1/alerts/2')).json).toMatchObject({ state: 'firing' });
  });
});

const fire = (item: string, labels = {}, kind: 'fired' | 'inhibited' = 'fired'): void => {
  const alert = sampleAlert(NOW - MINUTE, { item, ...labels });
  store.add([
    sampleEvent(alert, 'fired', NOW - MINUTE),
    ...(kind === 'fired' ? [] : [sampleEvent(alert, kind, NOW)]),
  ]);
};

describe('an acknowledgement of an incident', () => {
  const path = '/api/v1/alerts/2/incident/acknowledgement';

  it('silences each alert of it that fires, and no other', async () => {
    fire('planner', { severity: 'warning' });
    fire('muted', {}, 'inhibited');
    fire('GET /', { component: 'apis' });
    fire('writer', { service_name: 'till' });
    fire('tester', { deployment_environment_name: 'staging' });
    expect(await ask(path, 'POST', { by: 'ann', comment: 'on it' })).toMatchObject({
      status: 200,
      json: {
        acknowledged: [
          { id: 2, state: 'acknowledged', incident: { title: 'agents of shop' } },
          { id: 3, state: 'acknowledged' },
        ],
        refused: [],
      },
    });
    expect(silences).toEqual(['ann', 'ann']);
    expect(await ask('/api/v1/alerts?state=firing')).toMatchObject({
      json: { alerts: [{ id: 7 }, { id: 6 }, { id: 5 }] },
    });
    // Once more changes nothing.
    expect((await ask(path, 'POST', { by: 'ann' })).json).toMatchObject({ refused: [] });
    expect(silences).toHaveLength(2);
  });

  it('goes by the database, whichever service sees it', async () => {
    fire('orders', { component: 'database', service_name: 'till' });
    fire('orders', { component: 'database', deployment_environment_name: 'staging' });
    fire('users', { component: 'database' });
    const database = '/api/v1/alerts/3/incident/acknowledgement';
    expect(await ask(database, 'POST', { by: 'ann' })).toMatchObject({
      json: { acknowledged: [{ incident: { title: 'database orders' } }, { id: 4 }], refused: [] },
    });
  });

  it('takes on what can be, and says why the others were not', async () => {
    fire('planner');
    await ask('/api/v1/alerts/3/acknowledgement', 'POST', { by: 'bob' });
    const open = sampleAlert(NOW - 10 * MINUTE);
    fire('writer');
    store.add([sampleEvent(open, 'resolved', NOW)]);
    expect(await ask(path, 'POST', { by: 'ann' })).toMatchObject({
      status: 200,
      json: {
        acknowledged: [{ id: 4 }],
        refused: [
          { alert: { id: 2 }, reason: 'The alert is resolved since 2026-11-24T09:00:00.000Z.' },
          { alert: { id: 3 }, reason: 'bob has acknowledged it; that is to be withdrawn first.' },
        ],
      },
    });
  });

  it('keeps what Alertmanager took before it went away', async () => {
    fire('planner');
    mostSilences = 1;
    expect(await ask(path, 'POST', { by: 'ann' })).toMatchObject({
      status: 200,
      json: {
        acknowledged: [{ id: 2 }],
        refused: [{ alert: { id: 3, state: 'firing' }, reason: 'Alertmanager does not answer.' }],
      },
    });
  });

  it('needs Alertmanager, and somebody', async () => {
    failure = AWAY;
    expect(await ask(path, 'POST', { by: 'ann' })).toMatchObject({ status: 503 });
    expect(await ask(path, 'POST', {})).toMatchObject({ status: 400 });
    expect(await ask(path.replace('2', '9'), 'POST', { by: 'ann' })).toMatchObject({ status: 404 });
  });
});

it('keeps notes, the cause and the verdict, which feeds the statistics', async () => {
  await ask('/api/v1/alerts/1/notes', 'POST', { by: 'ann', text: 'A deploy.' });
  const resolution = { cause: 'deploy', verdict: 'false-alarm' };
  const { json } = await ask('/api/v1/alerts/1/resolution', 'PUT', resolution);
  expect(json).toMatchObject({
    ...resolution,
    notes: [{ at: '2026-11-24T09:00:00.000Z', by: 'ann', text: 'A deploy.' }],
  });
  expect(await ask('/api/v1/statistics?from=2026-11-24')).toMatchObject({
    json: {
      total: { count: 2, judged: 1, falseAlarmShare: 1, noiseShare: 1, episodes: 1, messages: 1 },
      names: [
        { name: 'AgentErrorRatioHigh', timeToNotify: { median: 5, p95: 5 }, noiseShare: null },
        { name: 'ModelSlow', timeToResolve: { median: 60, p95: 60 }, notificationsPerAlert: 0 },
      ],
      days: [
        {
          date: '2026-11-24',
          count: 2,
          bySeverity: { critical: 1, warning: 1 },
          noiseShare: 1,
          timeToNotify: { median: 5 },
        },
      ],
    },
  });
});

it('is ready while Alertmanager answers', async () => {
  expect(await ask('/readyz')).toMatchObject({ status: 200 });
  fault = AWAY;
  expect(await ask('/readyz')).toMatchObject({
    status: 503,
    json: { detail: expect.stringContaining('Alertmanager does not answer') },
  });
  fault = null;
  expect(await ask('/readyz')).toMatchObject({ status: 503 });
  expect(await ask('/healthz')).toMatchObject({ status: 200 });
});

it('describes itself as OpenAPI', async () => {
  const document = (await ask('/openapi.json')).json as Record<string, unknown>;
  const { valid, errors } = await new Validator().validate(document);
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
});
