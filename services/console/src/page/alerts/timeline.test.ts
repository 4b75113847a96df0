import type { AlertReference, AlertStory } from '@agent-vitals/alert-history/answers';
import { expect, it } from 'vitest';
import { timelineOf } from './timeline.js';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 24, 9, 0, second)).toISOString();
const event = (
  second: number,
  kind: AlertStory['story'][number]['kind'],
  detail: Record<string, string> = {},
): AlertStory['story'][number] => {
  const text = kind === 'notified' ? `told ${detail['receiver']} by ${detail['channel']}` : kind;
  const alerts = kind === 'inhibited' ? [{ id: 7 } as AlertReference] : [];
  return { at: at(second), kind, text, detail, alerts };
};

it('tells whom an alert was escalated to, who was told again, and what people wrote', () => {
  const lines = timelineOf({
    startedAt: at(0),
    story: [
      event(1, 'fired'),
      event(5, 'notified', { receiver: 'critical-1', channel: 'email' }),
      event(5, 'notified', { receiver: 'critical-1', channel: 'slack' }),
      event(20, 'notified', { receiver: 'critical-1', channel: 'email' }),
      event(300, 'notified', { receiver: 'critical-2', channel: 'email' }),
      event(600, 'notified', { receiver: 'critical-2', channel: 'email' }),
      event(700, 'inhibited', { by: '7' }),
      event(900, 'resolved'),
    ],
    notes: [{ at: at(310), by: 'ann', text: 'A deploy.' }],
  });
  expect(
    lines.map(({ kind, text, alerts }) => [kind, text, ...alerts.map(({ id }) => id)]),
  ).toEqual([
    ['fired', 'fired'],
    ['notified', 'told critical-1 by email'],
    ['notified', 'told critical-1 by slack'],
    ['notified', 'told critical-1 by email again'],
    ['escalated', 'escalated to level 2: told critical-2 by email'],
    ['note', 'ann notes: A deploy.'],
    ['notified', 'told critical-2 by email again'],
    ['inhibited', 'muted by', 7],
    ['resolved', 'resolved after 15 min'],
  ]);
});
