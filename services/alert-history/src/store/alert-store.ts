import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StoryEvent } from '../events/story-event.js';
import { summarise } from '../events/summary.js';
import { toRow } from './alert-row.js';
import { createRepetitionCheck } from './repetition.js';
import { SCHEMA } from './schema.js';

/** How far a file has been read. */
export interface ReadPosition {
  /** Tells a file from the one that took its name. */
  readonly inode: string;
  /** Bytes. */
  readonly offset: number;
}

/** Where alerts and what happened to them are kept. */
export interface AlertStore {
  /** For queries; what writes goes through the other methods. */
  readonly database: DatabaseSync;
  /**
   * Keeps events, and how far the file was read for them, in one transaction: after a crash
   * either both are there or neither.
   * @returns the events that were not known yet
   */
  add(events: readonly StoryEvent[], position?: ReadPosition): readonly StoryEvent[];
  position(): ReadPosition | undefined;
  /** Deletes what was resolved before a time, in milliseconds since 1970. */
  forgetBefore(time: number): number;
  close(): void;
}

type EventRow = { kind: StoryEvent['kind']; at: number; detail: string; key: string };

/**
 * Opens the store, and makes it where there is none.
 * @param file path of the SQLite file; `:memory:` keeps nothing
 */
export function openAlertStore(file: string): AlertStore {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  // FULL: what was read from the file may be deleted there, so it must be on disk here.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
  database.exec(SCHEMA);

  const insertEvent = database.prepare(
    // Of what is told repeatedly the first counts, in whatever order it arrives.
    `INSERT INTO events (key, fingerprint, starts_at, at, kind, detail, repeats)
     VALUES (:key, :fingerprint, :startsAt, :at, :kind, :detail, :repeats)
     ON CONFLICT (key) DO UPDATE SET at = excluded.at WHERE excluded.at < at`,
  );
  const isRepeated = createRepetitionCheck(database);
  const insertAlert = database.prepare(
    `INSERT INTO alerts (fingerprint, starts_at, name, severity, component, service, item, labels, annotations)
     VALUES (:fingerprint, :startsAt, :name, :severity, :component, :service, :item, :labels, :annotations)
     ON CONFLICT (fingerprint, starts_at) DO UPDATE SET annotations = excluded.annotations
     WHERE excluded.annotations <> '{}'`,
  );
  const startBefore = database.prepare(
    'SELECT max(starts_at) AS startsAt FROM alerts WHERE fingerprint = ? AND starts_at <= ?',
  );
  const eventsOf = database.prepare(
    `SELECT kind, at, detail, key FROM events WHERE fingerprint = :fingerprint AND (starts_at = :startsAt
       OR starts_at IS NULL AND at >= :startsAt AND at < coalesce(
         (SELECT min(starts_at) FROM alerts WHERE fingerprint = :fingerprint AND starts_at > :startsAt), 9e15))`,
  );
  const update = database.prepare(
    `UPDATE alerts SET state = :state, notified_at = :notifiedAt, notifications = :notifications,
       receivers = :receivers, acknowledged_at = :acknowledgedAt, acknowledged_by = :acknowledgedBy,
       silence = :silence, resolved_at = :resolvedAt
     WHERE fingerprint = :fingerprint AND starts_at = :startsAt`,
  );
  const readPosition = database.prepare('SELECT inode, offset FROM read_position');
  const writePosition = database.prepare(
    `INSERT INTO read_position (one, inode, offset) VALUES (1, ?, ?)
     ON CONFLICT (one) DO UPDATE SET inode = excluded.inode, offset = excluded.offset`,
  );
  const forgetEvents = database.prepare(
    `DELETE FROM events WHERE at < :time AND NOT EXISTS (
       SELECT 1 FROM alerts WHERE alerts.fingerprint = events.fingerprint
         AND alerts.starts_at <= events.at AND coalesce(alerts.resolved_at, 9e15) >= :time)`,
  );
  const forgetAlerts = database.prepare('DELETE FROM alerts WHERE resolved_at < ?');

  const startOf = (fingerprint: string, at: number): number | undefined =>
    (startBefore.get(fingerprint, at) as { startsAt: number | null }).startsAt ?? undefined;

  const sumUp = (fingerprint: string, startsAt: number): void => {
    const rows = eventsOf.all({ fingerprint, startsAt }) as unknown as EventRow[];
    const summary = summarise(
      rows.map((row) => ({
        ...row,
        fingerprint,
        detail: JSON.parse(row.detail) as Record<string, string>,
      })),
    );
    update.run({ ...summary, receivers: JSON.stringify(summary.receivers), fingerprint, startsAt });
  };

  const insert = (events: readonly StoryEvent[]): readonly StoryEvent[] => {
    const added = events.filter(({ alert, ...event }) => {
      const { key, fingerprint, at, kind } = event;
      const startsAt = alert?.startsAt ?? null;
      const detail = JSON.stringify(event.detail);
      const repeats = isRepeated({
        ...event,
        startsAt: startsAt ?? startOf(fingerprint, at) ?? at,
      });
      const row = { key, fingerprint, startsAt, at, kind, detail, repeats: Number(repeats) };
      const isNew = insertEvent.run(row).changes > 0;
      if (isNew && alert !== undefined) insertAlert.run(toRow(alert));
      return isNew;
    });
    const touched = new Map<string, readonly [string, number]>();
    const touch = (fingerprint: string, startsAt: number | undefined): void => {
      if (startsAt !== undefined)
        touched.set(`${fingerprint} ${startsAt}`, [fingerprint, startsAt]);
    };
    for (const { alert } of added) {
      if (alert === undefined) continue;
      touch(alert.fingerprint, alert.startsAt);
      // It takes over what its predecessor was given for want of it.
      touch(alert.fingerprint, startOf(alert.fingerprint, alert.startsAt - 1));
    }
    for (const { alert, fingerprint, at } of added) {
      if (alert === undefined) touch(fingerprint, startOf(fingerprint, at));
    }
    for (const [fingerprint, startsAt] of touched.values()) sumUp(fingerprint, startsAt);
    return added;
  };

  const inTransaction = <T>(work: () => T): T => {
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      database.exec('COMMIT');
      return result;
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  };

  return {
    database,
    add: (events, position) =>
      inTransaction(() => {
        const added = insert(events);
        if (position !== undefined) writePosition.run(position.inode, position.offset);
        return added;
      }),
    position: () => readPosition.get() as ReadPosition | undefined,
    forgetBefore: (time) =>
      inTransaction(() => {
        forgetEvents.run({ time });
        return Number(forgetAlerts.run(time).changes);
      }),
    close: () => database.close(),
  };
}
