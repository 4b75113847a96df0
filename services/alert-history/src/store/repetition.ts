import type { DatabaseSync } from 'node:sqlite';
import type { StoryEvent, StoryKind } from '../events/story-event.js';

/**
 * Alertmanager tells of what mutes an alert as long as it does. The first time is news, and the
 * first one after what is named here.
 */
const ENDED_BY: Partial<Readonly<Record<StoryKind, StoryKind>>> = {
  acknowledged: 'unacknowledged',
  inhibited: 'notified',
};

/**
 * @returns tells whether an event says no more than an earlier one of the same alert: the same
 * silence or the same alerts mute it, without a break
 */
export function createRepetitionCheck(
  database: DatabaseSync,
): (event: Omit<StoryEvent, 'alert'> & { readonly startsAt: number }) => boolean {
  const last = database.prepare(
    `SELECT max(at) AS at FROM events
     WHERE fingerprint = :fingerprint AND kind = :kind AND key <> :key AND at BETWEEN :startsAt AND :at
       AND detail ->> 'silence' IS :silence AND detail ->> 'by' IS :by`,
  );
  const ended = database.prepare(
    'SELECT 1 FROM events WHERE fingerprint = ? AND kind = ? AND at BETWEEN ? AND ? LIMIT 1',
  );
  return ({ fingerprint, kind, key, at, startsAt, detail }) => {
    const endedBy = ENDED_BY[kind];
    if (endedBy === undefined) return false;
    const { silence = null, by = null } = detail;
    const row = last.get({ fingerprint, kind, key, at, startsAt, silence, by });
    const before = row?.['at'] as number | null;
    return before !== null && ended.get(fingerprint, endedBy, before, at) === undefined;
  };
}
