import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StoryEvent } from '../events/story-event.js';
import { sampleAlert, sampleEvent } from '../testing/sample-events.js';
import { createAlertQueries } from './alert-queries.js';
import { openAlertStore, type AlertStore } from './alert-store.js';

const START = Date.parse('2026-11-24T09:00:00Z');
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

let store: AlertStore;
beforeEach(() => {
  store = openAlertStore(':memory:');
});
afterEach(() => store.close());

const alert = sampleAlert(START);
const told = (): string[] => {
  const queries = createAlertQueries(store.database);
  const [row] = queries.list({ limit: 1 });
  return queries.story(row!).map(({ kind, at }) => `${kind} ${(at - START) / MINUTE}`);
};

it('tells what mutes an alert once, until it does no more', () => {
  const silenced = (minute: number, silence: string): StoryEvent =>
    sampleEvent(alert, 'acknowledged', START + minute * MINUTE, { by: 'ann', silence });
  store.add([
    sampleEvent(alert, 'fired', START),
    silenced(1, 's1'),
    silenced(2, 's1'),
    silenced(12, 's1'),
    sampleEvent(alert, 'unacknowledged', START + 20 * MINUTE, { by: 'ann' }),
    silenced(30, 's2'),
    silenced(42, 's2'),
  ]);
  expect(told()).toEqual(['fired 0', 'acknowledged 1', 'unacknowledged 20', 'acknowledged 30']);
  const [row] = createAlertQueries(store.database).open();
  expect(row).toMatchObject({ state: 'acknowledged', acknowledgedAt: START + MINUTE });
});

it('tells again of the same inhibition once somebody was told in between', () => {
  // As Alertmanager tells of it: without the alert, only by its fingerprint.
  const muted = (minute: number): StoryEvent => {
    const at = START + minute * MINUTE;
    const { fingerprint } = alert;
    const detail = { by: 'another', rule: '' };
    return { kind: 'inhibited', at, fingerprint, key: `muted ${at}`, detail };
  };
  store.add([
    sampleEvent(alert, 'fired', START),
    muted(1),
    muted(11),
    sampleEvent(alert, 'notified', START + 15 * MINUTE, { receiver: 'email' }),
    muted(30),
  ]);
  expect(told()).toEqual(['fired 0', 'inhibited 1', 'notified 15', 'inhibited 30']);
});

it('forgets what was resolved too long ago, and nothing that is open', () => {
  const old = sampleAlert(START - 100 * DAY, { alertname: 'Old' });
  const open = sampleAlert(START - 100 * DAY, { alertname: 'StillOpen' });
  store.add([
    sampleEvent(old, 'fired', old.startsAt),
    sampleEvent(old, 'resolved', old.startsAt + MINUTE),
    sampleEvent(open, 'fired', open.startsAt),
    sampleEvent(alert, 'fired', START),
  ]);
  expect(store.forgetBefore(START - 90 * DAY)).toBe(1);
  const names = createAlertQueries(store.database).list({ limit: 9 });
  expect(names.map(({ name }) => name)).toEqual(['AgentErrorRatioHigh', 'StillOpen']);
  expect(store.database.prepare('SELECT count(*) AS n FROM events').get()).toEqual({ n: 2 });
});
