import type { AlertReference, AlertStory } from '@agent-vitals/alert-history/answers';
import { formatSeconds } from '../elements/time.js';

/** Something that happened to an alert, or that somebody wrote about it. */
export interface TimelineLine {
  /** ISO 8601. */
  readonly at: string;
  readonly kind: AlertStory['story'][number]['kind'] | 'escalated' | 'note';
  readonly text: string;
  /** What mutes the alert from then on. */
  readonly alerts: readonly AlertReference[];
}

/** Levels of escalation are receivers whose names end with their number. */
const LEVEL = /-(\d+)$/;

type Event = AlertStory['story'][number];

function wordingOf(
  { kind, text, detail }: Event,
  told: ReadonlySet<string>,
): Pick<TimelineLine, 'kind' | 'text'> {
  const { receiver = '', channel = '' } = detail;
  if (kind === 'notified') {
    if (told.has(`${receiver} ${channel}`))
      return { kind, text: `told ${receiver} by ${channel} again` };
    const level = Number(LEVEL.exec(receiver)?.[1] ?? 1);
    if (level > 1) return { kind: 'escalated', text: `escalated to level ${level}: ${text}` };
  }
  // The alerts are named beside it.
  return kind === 'inhibited' ? { kind, text: 'muted by' } : { kind, text };
}

/** The whole story of an alert with the notes in it, in the order of time. */
export function timelineOf({
  story,
  notes,
  startedAt,
}: Pick<AlertStory, 'story' | 'notes' | 'startedAt'>): readonly TimelineLine[] {
  const told = new Set<string>();
  const lines = story.map((event): TimelineLine => {
    const { at, alerts, kind, detail } = event;
    const line = { at, alerts, ...wordingOf(event, told) };
    if (kind === 'notified') told.add(`${detail['receiver']} ${detail['channel']}`);
    if (kind !== 'resolved') return line;
    const seconds = Math.round((Date.parse(at) - Date.parse(startedAt)) / 1000);
    return { ...line, text: `resolved after ${formatSeconds(Math.max(0, seconds))}` };
  });
  const written = notes.map(({ at, by, text }): TimelineLine => ({
    at,
    kind: 'note',
    text: `${by} notes: ${text}`,
    alerts: [],
  }));
  return [...lines, ...written].toSorted((a, b) => a.at.localeCompare(b.at));
}
