import type { AlertAnswer } from '@agent-vitals/alert-history/answers';
import { describe, expect, it } from 'vitest';
import { announcement } from './announcement.js';
import { firingWith } from './incidents.js';
import { groupsOf, type Group } from './order.js';

const alert = (
  id: number,
  state: AlertAnswer['state'],
  fields: Partial<AlertAnswer> = {},
): AlertAnswer =>
  ({
    id,
    state,
    severity: 'warning',
    name: 'ModelSlow',
    summary: `It fails (${id})`,
    startedAt: `2026-11-24T09:00:0${id}.000Z`,
    incident: { key: 'models of shop', title: 'models of shop' },
    acknowledgedBy: state === 'acknowledged' ? 'ann' : null,
    ...fields,
  }) as AlertAnswer;

const shown = (groups: readonly Group[]): readonly unknown[] =>
  groups.map(({ title, count, incidents }) => [
    title,
    count,
    incidents.map((each) => `${each.title}: ${each.alerts.map(({ id }) => id).join(', ')}`),
  ]);

it('shows what waits for somebody first, in it the worst, then the newest', () => {
  const groups = groupsOf([
    alert(1, 'inhibited', { severity: 'critical' }),
    alert(2, 'firing', { severity: 'odd' }),
    alert(3, 'firing'),
    alert(4, 'firing'),
    alert(5, 'firing', { severity: 'critical' }),
  ]);
  expect(shown(groups)).toEqual([
    ['Firing', 4, ['models of shop: 5, 4, 3, 2']],
    ['Inhibited: they follow from others', 1, ['models of shop: 1']],
  ]);
});

it('shows what fires by incident, that of the worst, then of the newest alert first', () => {
  const database = { incident: { key: 'database', title: 'database orders' } };
  const disk = { incident: { key: 'disk', title: 'resources' } };
  const groups = groupsOf([
    alert(1, 'firing', { severity: 'critical', ...database }),
    alert(2, 'firing'),
    alert(3, 'firing', { severity: 'critical' }),
    alert(4, 'firing', disk),
    alert(5, 'firing', database),
    alert(6, 'acknowledged'),
    alert(7, 'acknowledged'),
  ]);
  expect(shown(groups)).toEqual([
    ['Firing', 5, ['models of shop: 3, 2', 'database orders: 1, 5', 'resources: 4']],
    ['Acknowledged', 2, ['models of shop: 7', 'models of shop: 6']],
  ]);
});

it('takes on together what fires of the incident of an alert, where it is more than one', () => {
  const other = { incident: { key: 'database', title: 'database orders' } };
  const open = [alert(1, 'acknowledged'), alert(2, 'firing'), alert(3, 'firing', other)];
  expect(firingWith(alert(1, 'acknowledged'), open)).toBeUndefined();
  const ids = firingWith(open[0]!, [...open, alert(4, 'firing')])?.alerts.map(({ id }) => id);
  expect(ids).toEqual([2, 4]);
});

describe('the announcement', () => {
  it.each([
    ['nothing new', [alert(1, 'firing')], [alert(1, 'firing')], undefined],
    [
      'new alerts',
      [],
      [alert(1, 'firing'), alert(2, 'firing', { severity: 'critical' })],
      'Firing, critical: It fails (2). And 1 more.',
    ],
    [
      'one that somebody took on',
      [alert(1, 'firing')],
      [alert(1, 'acknowledged')],
      'Acknowledged by ann: It fails (1).',
    ],
    [
      'an incident that somebody took on',
      [alert(1, 'firing'), alert(2, 'firing'), alert(3, 'firing')],
      [alert(1, 'acknowledged'), alert(2, 'acknowledged'), alert(3, 'acknowledged')],
      'Acknowledged by ann: It fails (1). Acknowledged, 2 more.',
    ],
    ['one that is inhibited', [], [alert(1, 'inhibited')], undefined],
    ['the end', [alert(1, 'acknowledged')], [], 'No alert is open any more.'],
  ])('tells of %s', (_what, former, now, said) => {
    expect(announcement(former, now)).toBe(said);
  });
});
