import { expect, test } from 'vitest';
import { summarise } from './summary.js';
import type { StoryEvent, StoryKind } from './story-event.js';

const event = (kind: StoryKind, at: number, detail: Record<string, string> = {}): StoryEvent => ({
  kind,
  at,
  fingerprint: '1',
  key: `${kind} ${at}`,
  detail,
});
const told = (at: number): StoryEvent => event('notified', at, { receiver: 'email' });
const own = { by: 'ann', silence: 's1', own: 'true' };

test.each<[string, readonly StoryEvent[], string]>([
  ['fires', [event('fired', 0)], 'firing'],
  ['is told of', [event('fired', 0), told(5000)], 'firing'],
  ['is inhibited from its start', [event('fired', 0), event('inhibited', 5000)], 'inhibited'],
  ['is told of after its inhibition', [event('inhibited', 5000), told(9000)], 'firing'],
  ['is acknowledged', [told(5000), event('acknowledged', 60_000)], 'acknowledged'],
  [
    'was on its way when it was acknowledged',
    [event('acknowledged', 60_000), told(61_000)],
    'acknowledged',
  ],
  ['is told of after its silence', [event('acknowledged', 60_000), told(90_000)], 'firing'],
  [
    'is given back',
    [event('acknowledged', 60_000, own), event('unacknowledged', 70_000)],
    'firing',
  ],
  [
    'is taken on again',
    [event('acknowledged', 6), event('unacknowledged', 7), event('acknowledged', 8)],
    'acknowledged',
  ],
  ['is resolved while acknowledged', [event('acknowledged', 6), event('resolved', 9)], 'resolved'],
])('an alert that %s', (_what, events, state) => {
  expect(summarise(events).state).toBe(state);
  expect(summarise([...events].reverse()).state).toBe(state);
});

test('keeps when it was acknowledged first, and its own silence while it holds', () => {
  const events = [event('acknowledged', 60_000, own), event('acknowledged', 80_000, { by: 'bob' })];
  expect(summarise(events)).toMatchObject({
    acknowledgedAt: 60_000,
    acknowledgedBy: 'ann',
    silence: 's1',
  });
  expect(summarise([...events, event('unacknowledged', 90_000)])).toMatchObject({
    acknowledgedAt: 60_000,
    silence: null,
  });
});

test('knows who has it after another one gave it back', () => {
  const events = [
    event('acknowledged', 60_000, own),
    event('unacknowledged', 70_000),
    event('acknowledged', 80_000, { by: 'bob', silence: 's2', own: 'true' }),
  ];
  expect(summarise(events)).toMatchObject({ acknowledgedAt: 60_000, acknowledgedBy: 'bob' });
});
