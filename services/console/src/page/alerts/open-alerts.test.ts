import type { AlertAnswer } from '@agent-vitals/alert-history/answers';
import { describe, expect, it } from 'vitest';
import { announcement } from './announcement.js';
import { groupsOf } from './order.js';

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
    acknowledgedBy: state === 'acknowledged' ? 'ann' : null,
    ...fields,
  }) as AlertAnswer;

it('shows what waits for somebody first, in it the worst, then the newest', () => {
  const groups = groupsOf([
    alert(1, 'inhibited', { severity: 'critical' }),
    alert(2, 'firing', { severity: 'odd' }),
    alert(3, 'firing'),
    alert(4, 'firing'),
    alert(5, 'firing', { severity: 'critical' }),
  ]);
  expect(groups.map(({ title, alerts }) => [title, alerts.map(({ id }) => id)])).toEqual([
    ['Firing', [5, 4, 3, 2]],
    ['Inhibited: they follow from others', [1]],
  ]);
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
    ['one that is inhibited', [], [alert(1, 'inhibited')], undefined],
    ['the end', [alert(1, 'acknowledged')], [], 'No alert is open any more.'],
  ])('tells of %s', (_what, former, now, said) => {
    expect(announcement(former, now)).toBe(said);
  });
});
