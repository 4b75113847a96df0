import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AlertAnswer, AlertStory } from '@agent-vitals/alert-history/answers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AlertmanagerServer } from '../system/alertmanager-server.js';
import { startAlerting, type Alerting } from '../system/alerting.js';
import type { HistoryService } from '../system/history-service.js';
import { getJson } from '../system/http.js';
import type { LogReceiver } from '../system/log-receiver.js';
import { waitFor } from '../system/wait.js';

let alerting: Alerting;
let alertmanager: AlertmanagerServer;
let history: HistoryService;
let collector: LogReceiver;

beforeAll(async () => {
  alerting = await startAlerting();
  ({ alertmanager, history, collector } = alerting);
});
afterAll(async () => {
  await alerting?.remove();
});

const labelsOf = (alertname: string): Record<string, string> => ({
  alertname,
  severity: 'critical',
  component: 'agents',
  service_name: 'shop',
  item: 'reviewer',
});

const list = async (name: string): Promise<AlertAnswer[]> =>
  (await getJson<{ alerts: AlertAnswer[] }>(history.url, '/api/v1/alerts', { name })).alerts;

const storyOf = (id: number): Promise<AlertStory> =>
  getJson<AlertStory>(history.url, `/api/v1/alerts/${id}`);

/** Waits until the newest alert of a name is as wanted. */
const alertThat = (
  name: string,
  what: string,
  fits: (alert: AlertAnswer) => boolean,
): Promise<AlertAnswer> =>
  waitFor(`${name} ${what}`, async () => (await list(name)).find(fits), 20_000);

const told = (name: string): string[] =>
  alertmanager.notifications
    .filter(({ alerts }) => alerts.some(({ labels }) => labels['alertname'] === name))
    .map(({ receiver, status }) => `${receiver} ${status}`);

const send = (
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; json: unknown }> =>
  fetch(`${history.url}${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  }).then(async (response) => ({ status: response.status, json: await response.json() }));

const eventsOf = (name: string): string[] =>
  collector.logs
    .filter(({ attributes }) => attributes['agent_vitals.alert.name'] === name)
    .map(({ attributes }) => String(attributes['agent_vitals.alert.event']));

it('tells the next level of an alert that nobody acknowledges', async () => {
  await alertmanager.tell(labelsOf('Ignored'));
  const { receivers } = await alertThat(
    'Ignored',
    'at level 2',
    ({ notifications }) => notifications === 2,
  );
  expect(receivers).toEqual(['level-1', 'level-2']);
});

it('tells nobody further of an alert that is acknowledged, and keeps its story [A3] [A5]', async () => {
  await alertmanager.tell(labelsOf('TakenOn'));
  const { id } = await alertThat('TakenOn', 'notified', ({ notifications }) => notifications === 1);
  const path = `/api/v1/alerts/${id}/acknowledgement`;
  const taken = await send('POST', path, { by: 'ann', comment: 'on it' });
  expect(taken).toMatchObject({
    status: 200,
    json: { state: 'acknowledged', acknowledgedBy: 'ann' },
  });
  // The same again is the same, another one is too late.
  expect(await send('POST', path, { by: 'ann' })).toMatchObject({ status: 200 });
  expect(await send('POST', path, { by: 'bob' })).toMatchObject({ status: 409 });
  const silences = await getJson<{ createdBy: string }[]>(alertmanager.url, '/api/v2/silences');
  expect(silences.map(({ createdBy }) => createdBy)).toEqual(['ann']);

  // What fires later, and is not acknowledged, reaches level 2 in the meantime.
  await alertmanager.tell(labelsOf('Later'));
  await waitFor('level 2', async () => told('Later').includes('level-2 firing') || undefined);
  expect(told('TakenOn')).toEqual(['level-1 firing']);
  expect(await storyOf(id)).toMatchObject({ state: 'acknowledged', notifications: 1 });

  await alertmanager.tell(labelsOf('TakenOn'), 'resolved');
  await alertThat('TakenOn', 'resolved', ({ state }) => state === 'resolved');
  await send('POST', `/api/v1/alerts/${id}/notes`, { by: 'ann', text: 'It was the key.' });
  const resolution = { cause: 'expired key', verdict: 'true-alarm' };
  expect(await send('PUT', `/api/v1/alerts/${id}/resolution`, resolution)).toMatchObject({
    status: 200,
    json: { ...resolution, notes: [{ by: 'ann', text: 'It was the key.' }] },
  });
  // It does not hide the next one.
  await waitFor('the end of the silence', async () => {
    const [silence] = await getJson<{ status: { state: string } }[]>(
      alertmanager.url,
      '/api/v2/silences',
    );
    return silence?.status.state === 'expired' || undefined;
  });
  const { story } = await storyOf(id);
  expect(story.map(({ kind }) => kind).filter((kind) => kind !== 'notified-resolved')).toEqual([
    'fired',
    'notified',
    'acknowledged',
    'resolved',
    'unacknowledged',
  ]);
});

it('tells again of an alert whose acknowledgement is withdrawn', async () => {
  await alertmanager.tell(labelsOf('GivenBack'));
  const { id } = await alertThat(
    'GivenBack',
    'notified',
    ({ notifications }) => notifications === 1,
  );
  const path = `/api/v1/alerts/${id}/acknowledgement`;
  await send('POST', path, { by: 'ann' });
  expect(await send('DELETE', `${path}?by=ann`)).toMatchObject({
    status: 200,
    json: { state: 'firing' },
  });
  await waitFor('level 2', async () => told('GivenBack').includes('level-2 firing') || undefined);
});

it('catches up after a crash, and takes what comes twice for one', async () => {
  await alertmanager.tell(labelsOf('Unseen'));
  await alertThat('Unseen', 'fired', () => true);
  await history.stop('SIGKILL');
  await waitFor('both levels', async () => told('Unseen').length === 2 || undefined);
  await alertmanager.tell(labelsOf('Unseen'), 'resolved');
  await waitFor('the end', async () => told('Unseen').length === 4 || undefined);
  const file = join(alertmanager.dataDir, 'alertmanager', 'events.jsonl');
  appendFileSync(file, readFileSync(file));

  await history.start();
  await alertThat('Unseen', 'resolved', ({ state }) => state === 'resolved');
  expect(await list('Unseen')).toMatchObject([
    { notifications: 2, receivers: ['level-1', 'level-2'] },
  ]);
  await waitFor('log events', async () => eventsOf('Unseen').length >= 6 || undefined);
  expect(eventsOf('Unseen').toSorted()).toEqual([
    'fired',
    'notified',
    'notified',
    'notified-resolved',
    'notified-resolved',
    'resolved',
  ]);
});

it('keeps log events until the collector is back, and sends each once', async () => {
  await collector.stop();
  await alertmanager.tell(labelsOf('Unsent'));
  await alertThat('Unsent', 'notified', ({ notifications }) => notifications === 2);
  await history.stop('SIGKILL');
  expect(eventsOf('Unsent')).toEqual([]);
  await history.start();
  await collector.start();
  await waitFor('log events', async () => eventsOf('Unsent').length >= 3 || undefined);
  await alertmanager.tell(labelsOf('Unsent'), 'resolved');
  await waitFor('its end', async () => eventsOf('Unsent').includes('resolved') || undefined);
  expect(eventsOf('Unsent').slice(0, 4)).toEqual(['fired', 'notified', 'notified', 'resolved']);
});

it('says when Alertmanager is away, and still answers', async () => {
  await waitFor('readiness', async () => (await fetch(`${history.url}/readyz`)).ok || undefined);
  await alertmanager.stop();
  const away = await waitFor('the fault', async () => {
    const response = await fetch(`${history.url}/readyz`);
    return response.status === 503 ? ((await response.json()) as { detail: string }) : undefined;
  });
  expect(away.detail).toContain(`Alertmanager at ${alertmanager.url} does not answer`);
  const [open] = await list('Ignored');
  expect(open?.state).toBe('firing');
  expect(
    await send('POST', `/api/v1/alerts/${open?.id}/acknowledgement`, { by: 'ann' }),
  ).toMatchObject({ status: 503 });
  await alertmanager.start();
  await waitFor('readiness', async () => (await fetch(`${history.url}/readyz`)).ok || undefined);
});

it('has statistics by name', async () => {
  const { total, names } = await getJson<{
    total: object;
    names: { name: string }[];
  }>(history.url, '/api/v1/statistics');
  expect(total).toMatchObject({ judged: 1, falseAlarmShare: 0 });
  expect(names.find(({ name }) => name === 'TakenOn')).toMatchObject({
    count: 1,
    notificationsPerAlert: 1,
    timeToAcknowledge: { median: expect.any(Number) },
  });
});
