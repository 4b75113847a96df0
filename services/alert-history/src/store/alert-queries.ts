import type { DatabaseSync } from 'node:sqlite';
import type { StoryKind } from '../events/story-event.js';
import type { AlertState } from '../events/summary.js';
import { ALERT_COLUMNS, toAlert, type AlertRow, type Verdict } from './alert-row.js';

/** A line of the story of an alert. */
export interface StoryLine {
  readonly at: number;
  readonly kind: StoryKind;
  readonly detail: Readonly<Record<string, string>>;
}

/** What a person wrote about an alert. */
interface Note {
  readonly at: number;
  readonly author: string;
  readonly text: string;
}

/** What is asked for; what is left out does not matter. */
interface AlertFilter {
  /** As {@link AlertRow} has it. */
  readonly fingerprint?: string | undefined;
  readonly state?: AlertState | 'open' | undefined;
  readonly name?: string | undefined;
  readonly severity?: string | undefined;
  readonly component?: string | undefined;
  readonly service?: string | undefined;
  readonly item?: string | undefined;
  /** Started at or after, before: milliseconds since 1970. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Only those with a lower id: the next page. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Each condition holds where its parameter is null. */
const CONDITIONS = [
  "(:state IS NULL OR state = :state OR (:state = 'open' AND state <> 'resolved'))",
  ...['fingerprint', 'name', 'severity', 'component', 'service', 'item'].map(
    (column) => `(:${column} IS NULL OR ${column} = :${column})`,
  ),
  '(:from IS NULL OR starts_at >= :from)',
  '(:to IS NULL OR starts_at < :to)',
  '(:before IS NULL OR id < :before)',
].join(' AND ');

/** Reads alerts. */
export interface AlertQueries {
  /** Newest first. */
  list(filter: AlertFilter): readonly AlertRow[];
  find(id: number): AlertRow | undefined;
  /** The newest one with a fingerprint that had started at a time, in milliseconds since 1970. */
  startedBy(fingerprint: string, time: number): AlertRow | undefined;
  /** Others that were open while it was, those that started next to it first. */
  besides(alert: AlertRow, limit: number): readonly AlertRow[];
  /** Every alert that is not resolved, oldest first. */
  open(): readonly AlertRow[];
  /** Those that are resolved while this service still silences them. */
  leftSilenced(): readonly AlertRow[];
  /** All that started at or after `from` and before `to`, oldest first: milliseconds since 1970. */
  startedWithin(from: number, to: number): readonly AlertRow[];
  /** How many notifications went out for them; one to several alerts counts once for each receiver. */
  messagesWithin(from: number, to: number): number;
  story(alert: AlertRow): readonly StoryLine[];
  notes(id: number): readonly Note[];
  addNote(id: number, note: Note): void;
  resolve(id: number, resolution: { readonly cause: string; readonly verdict: Verdict }): void;
}

/** @param database of the {@link AlertStore} */
export function createAlertQueries(database: DatabaseSync): AlertQueries {
  const list = database.prepare(
    `SELECT ${ALERT_COLUMNS} FROM alerts WHERE ${CONDITIONS} ORDER BY id DESC LIMIT :limit`,
  );
  const find = database.prepare(`SELECT ${ALERT_COLUMNS} FROM alerts WHERE id = ?`);
  const startedBy = database.prepare(
    `SELECT ${ALERT_COLUMNS} FROM alerts WHERE fingerprint = ? AND starts_at <= ? ORDER BY starts_at DESC LIMIT 1`,
  );
  const besides = database.prepare(
    `SELECT ${ALERT_COLUMNS} FROM alerts
     WHERE id <> :id AND starts_at <= :end AND coalesce(resolved_at, 9e15) >= :startsAt
     ORDER BY abs(starts_at - :startsAt), id LIMIT :limit`,
  );
  const open = database.prepare(
    `SELECT ${ALERT_COLUMNS} FROM alerts WHERE state <> 'resolved' ORDER BY starts_at`,
  );
  const leftSilenced = database.prepare(
    `SELECT ${ALERT_COLUMNS} FROM alerts WHERE state = 'resolved' AND silence IS NOT NULL`,
  );
  const startedWithin = database.prepare(
    `SELECT ${ALERT_COLUMNS} FROM alerts WHERE starts_at >= ? AND starts_at < ? ORDER BY starts_at`,
  );
  const messagesWithin = database.prepare(
    `SELECT count(DISTINCT at || detail) AS messages FROM events
     WHERE kind = 'notified' AND starts_at >= ? AND starts_at < ?`,
  );
  const story = database.prepare(
    `SELECT at, kind, detail FROM events WHERE repeats = 0 AND fingerprint = :fingerprint AND (starts_at = :startsAt
       OR starts_at IS NULL AND at >= :startsAt AND at < coalesce(
         (SELECT min(starts_at) FROM alerts WHERE fingerprint = :fingerprint AND starts_at > :startsAt), 9e15))
     ORDER BY at, kind`,
  );
  const notes = database.prepare(
    'SELECT at, author, text FROM notes WHERE alert_id = ? ORDER BY id',
  );
  const addNote = database.prepare(
    'INSERT INTO notes (alert_id, at, author, text) VALUES (?, ?, ?, ?)',
  );
  const resolve = database.prepare('UPDATE alerts SET cause = ?, verdict = ? WHERE id = ?');

  return {
    list: (filter) =>
      list
        .all({
          state: filter.state ?? null,
          fingerprint: filter.fingerprint ?? null,
          name: filter.name ?? null,
          severity: filter.severity ?? null,
          component: filter.component ?? null,
          service: filter.service ?? null,
          item: filter.item ?? null,
          from: filter.from ?? null,
          to: filter.to ?? null,
          before: filter.before ?? null,
          limit: filter.limit,
        })
        .map((row) => toAlert(row)),
    find: (id) => {
      const row = find.get(id);
      return row === undefined ? undefined : toAlert(row);
    },
    startedBy: (fingerprint, time) => {
      const row = startedBy.get(fingerprint, time);
      return row === undefined ? undefined : toAlert(row);
    },
    besides: ({ id, startsAt, resolvedAt }, limit) =>
      besides.all({ id, startsAt, end: resolvedAt ?? 9e15, limit }).map((row) => toAlert(row)),
    open: () => open.all().map((row) => toAlert(row)),
    leftSilenced: () => leftSilenced.all().map((row) => toAlert(row)),
    startedWithin: (from, to) => startedWithin.all(from, to).map((row) => toAlert(row)),
    messagesWithin: (from, to) => messagesWithin.get(from, to)?.['messages'] as number,
    story: ({ fingerprint, startsAt }) =>
      story.all({ fingerprint, startsAt }).map((row) => ({
        at: row['at'] as number,
        kind: row['kind'] as StoryKind,
        detail: JSON.parse(row['detail'] as string) as Record<string, string>,
      })),
    notes: (id) => notes.all(id) as unknown as Note[],
    addNote: (id, { at, author, text }) => void addNote.run(id, at, author, text),
    resolve: (id, { cause, verdict }) => void resolve.run(cause, verdict, id),
  };
}
