import { expect, test } from 'vitest';
import type { AlertRow } from '../store/alert-row.js';
import type { ActiveAlert } from './alertmanager-client.js';
import { reconcile } from './reconcile.js';

const HOUR = 3_600_000;
const now = 100 * HOUR;
const alert = {
  fingerprint: '7',
  startsAt: now - HOUR,
  labels: { alertname: 'A' },
  annotations: {},
};
const row = (state: AlertRow['state']): AlertRow =>
  ({ ...alert, state }) as Partial<AlertRow> as AlertRow;
const active: ActiveAlert = { ...alert, silenced: false };
const all = { open: [], active: [], startedAt: now - HOUR, now };
const kinds = (options: Parameters<typeof reconcile>[0]): string[] =>
  reconcile(options).map(({ kind, at }) => `${kind} ${(at - now) / HOUR}`);

test('what both know needs nothing', () => {
  expect(kinds({ ...all, open: [row('firing')], active: [active] })).toEqual([]);
});

test('what Alertmanager has no more has ended, though nobody was told', () => {
  expect(kinds({ ...all, open: [row('inhibited')] })).toEqual(['resolved 0']);
});

test('just after its start Alertmanager may not have been told again', () => {
  expect(kinds({ ...all, open: [row('firing')], startedAt: now - 60_000 })).toEqual([]);
});

test('what fires anew has ended before', () => {
  const again = { ...active, startsAt: now - 60_000 };
  expect(kinds({ ...all, open: [row('firing')], active: [again] })).toEqual(['resolved 0']);
});

test('an acknowledgement is over when nothing silences the alert', () => {
  expect(kinds({ ...all, open: [row('acknowledged')], active: [active] })).toEqual([
    'unacknowledged 0',
  ]);
  expect(
    kinds({ ...all, open: [row('acknowledged')], active: [{ ...active, silenced: true }] }),
  ).toEqual([]);
});

test('what was missed is caught up on', () => {
  expect(kinds({ ...all, active: [active] })).toEqual(['fired -1']);
});
