import { sentenceOf } from '../events/sentence.js';
import type { AlertQueries, StoryLine } from '../store/alert-queries.js';
import type { AlertRow } from '../store/alert-row.js';
import { alertAnswer, alertReference, type AlertAnswer, type AlertStory } from './alert-answer.js';

/** Others that an answer names: an incident has fewer, a flood of alerts is to be looked at as one. */
const MOST_BESIDES = 20;

/** What is read of the store for the answers below. */
export type StoryQueries = Pick<AlertQueries, 'story' | 'notes' | 'startedBy' | 'besides'>;

/** An alert with what mutes it now. */
export function answerOf(queries: StoryQueries, alert: AlertRow): AlertAnswer {
  if (alert.state !== 'inhibited') return alertAnswer(alert, []);
  const last = queries.story(alert).findLast(({ kind }) => kind === 'inhibited');
  return alertAnswer(alert, last === undefined ? [] : inhibitorsOf(queries, last));
}

/** An alert with all that happened to it, and what happened besides. */
export function storyAnswerOf(queries: StoryQueries, alert: AlertRow): AlertStory {
  return {
    ...answerOf(queries, alert),
    story: queries.story(alert).map((line) => ({
      at: iso(line.at),
      kind: line.kind,
      text: sentenceOf(line),
      detail: { ...line.detail },
      alerts: inhibitorsOf(queries, line).map(alertReference),
    })),
    notes: queries
      .notes(alert.id)
      .map(({ at, author, text }) => ({ at: iso(at), by: author, text })),
    besides: queries.besides(alert, MOST_BESIDES).map(alertReference),
  };
}

/** The alerts that a line says to mute its alert, as they were then. */
function inhibitorsOf(
  queries: Pick<AlertQueries, 'startedBy'>,
  { kind, at, detail }: StoryLine,
): readonly AlertRow[] {
  if (kind !== 'inhibited') return [];
  const fingerprints = (detail['by'] ?? '').split(',');
  return fingerprints.flatMap((fingerprint) => queries.startedBy(fingerprint, at) ?? []);
}

const iso = (at: number): string => new Date(at).toISOString();
