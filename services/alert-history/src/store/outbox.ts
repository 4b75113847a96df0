import type { DatabaseSync } from 'node:sqlite';
import type { StoryKind } from '../events/story-event.js';
import { createAlertQueries } from './alert-queries.js';
import type { AlertRow } from './alert-row.js';

/** An event that was not sent on yet, with the alert that it is about. */
export interface PendingEvent {
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind: StoryKind;
  readonly detail: Readonly<Record<string, string>>;
  /** Undefined where the event names an alert that was never told of. */
  readonly alert: AlertRow | undefined;
}

/** What is still to be sent on; it outlives the process. */
export interface Outbox {
  /** The oldest ones. */
  pending(limit: number): readonly PendingEvent[];
  /** They are not pending any more. */
  sent(events: readonly PendingEvent[]): void;
}

/** @param database of the {@link AlertStore} */
export function createOutbox(database: DatabaseSync): Outbox {
  const alerts = createAlertQueries(database);
  const pending = database.prepare(
    `SELECT key, at, kind, detail, (SELECT id FROM alerts WHERE alerts.fingerprint = events.fingerprint
       AND alerts.starts_at <= coalesce(events.starts_at, events.at) ORDER BY alerts.starts_at DESC LIMIT 1) AS alert
     FROM events WHERE published = 0 AND repeats = 0 ORDER BY at, key LIMIT ?`,
  );
  const markAll = database.prepare(
    'UPDATE events SET published = 1 WHERE key IN (SELECT value FROM json_each(?))',
  );
  return {
    pending: (limit) =>
      pending.all(limit).map((row) => ({
        key: row['key'] as string,
        at: row['at'] as number,
        kind: row['kind'] as StoryKind,
        detail: JSON.parse(row['detail'] as string) as Record<string, string>,
        alert: row['alert'] === null ? undefined : alerts.find(row['alert'] as number),
      })),
    sent: (events) => void markAll.run(JSON.stringify(events.map(({ key }) => key))),
  };
}
