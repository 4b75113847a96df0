/**
 * The tables. Times are milliseconds since 1970. What can be derived from the events stands
 * beside the alert as well, so that lists and statistics need not read them.
 */
export const SCHEMA = `
CREATE TABLE IF NOT EXISTS alerts (
  id INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  name TEXT NOT NULL,
  severity TEXT NOT NULL,
  component TEXT NOT NULL,
  service TEXT NOT NULL,
  item TEXT NOT NULL,
  labels TEXT NOT NULL,
  annotations TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'firing',
  notified_at INTEGER,
  notifications INTEGER NOT NULL DEFAULT 0,
  receivers TEXT NOT NULL DEFAULT '[]',
  acknowledged_at INTEGER,
  acknowledged_by TEXT,
  silence TEXT,
  resolved_at INTEGER,
  cause TEXT,
  verdict TEXT CHECK (verdict IN ('true-alarm', 'false-alarm')),
  UNIQUE (fingerprint, starts_at)
) STRICT;
CREATE INDEX IF NOT EXISTS alerts_by_time ON alerts (starts_at);
CREATE INDEX IF NOT EXISTS open_alerts ON alerts (state) WHERE state <> 'resolved';

CREATE TABLE IF NOT EXISTS events (
  key TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  -- Of the alert that the event names; null where it names only its fingerprint.
  starts_at INTEGER,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  detail TEXT NOT NULL,
  -- Whether it says no more than an earlier one: it counts for the state, and is not told.
  repeats INTEGER NOT NULL DEFAULT 0,
  -- Whether it was sent on as telemetry.
  published INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS unpublished_events ON events (at) WHERE published = 0 AND repeats = 0;
CREATE INDEX IF NOT EXISTS events_of_alert ON events (fingerprint, at);

CREATE TABLE IF NOT EXISTS notes (
  id INTEGER PRIMARY KEY,
  alert_id INTEGER NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  author TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS notes_of_alert ON notes (alert_id);

-- How far the event recorder's file has been read.
CREATE TABLE IF NOT EXISTS read_position (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  inode TEXT NOT NULL,
  offset INTEGER NOT NULL
) STRICT;
`;
