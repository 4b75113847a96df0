import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Fact, NamedFact } from '../fact.js';
import type { TablePosition } from '../source/read-rows.js';
import { createFactSums, type FactSums, type SumsWanted } from './fact-sums.js';

/** What reading a table has told besides its facts. */
interface TableRead {
  /** File and table. */
  readonly table: string;
  readonly position: TablePosition | undefined;
  /** How far the clock of the analytics system is from UTC, in milliseconds. */
  readonly offsetMs: number | undefined;
}

/** Where facts are kept, and how far each table was read. */
export interface FactStore {
  /**
   * Keeps facts, and how far a table was read for them, in one transaction: after a crash either both
   * are there or neither.
   * @returns the facts that were not known yet
   */
  add(facts: readonly NamedFact[], read?: TableRead): readonly NamedFact[];
  /** Facts that are not published yet, in the order of their times. */
  pending(limit: number): readonly NamedFact[];
  /** They are published. */
  published(facts: readonly NamedFact[]): void;
  /** The facts that are kept, of some keys. */
  find(keys: readonly string[]): readonly NamedFact[];
  /** What the facts of versions come to, those that are forgotten included; the oldest first. */
  sumsOf(wanted: SumsWanted): readonly FactSums[];
  /** @param table file and table */
  position(table: string): TablePosition | undefined;
  /** How far the clock of the analytics system was from UTC, in milliseconds, when that was last told. */
  offsetMs(): number | undefined;
  /** How many are kept. */
  count(): number;
  /**
   * Deletes what was so before a time, in milliseconds since 1970. Optimisations stay: their tables are
   * read anew each time, and what is not known counts as new.
   */
  forgetBefore(at: number): void;
  /** Deletes all but the newest of each version of a prompt from each source; what they come to stays. */
  forgetAllBut(newest: number): void;
  close(): void;
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS facts (
  key TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  prompt_id TEXT NOT NULL,
  prompt_name TEXT NOT NULL,
  prompt_version TEXT,
  at INTEGER NOT NULL,
  numbers TEXT NOT NULL,
  words TEXT NOT NULL,
  pending INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS facts_by_time ON facts (at);
CREATE INDEX IF NOT EXISTS pending_facts ON facts (at) WHERE pending = 1;

CREATE TABLE IF NOT EXISTS read_positions (
  source TEXT PRIMARY KEY,
  row_id INTEGER NOT NULL,
  digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS clock (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  offset_ms INTEGER NOT NULL
) STRICT;
`;

interface FactRow {
  readonly key: string;
  readonly kind: Fact['kind'];
  readonly source: string;
  readonly prompt_id: string;
  readonly prompt_name: string;
  readonly prompt_version: string | null;
  readonly at: number;
  readonly numbers: string;
  readonly words: string;
}

const factOf = (row: FactRow): NamedFact => ({
  key: row.key,
  kind: row.kind,
  source: row.source,
  promptId: row.prompt_id,
  promptName: row.prompt_name,
  promptVersion: row.prompt_version ?? undefined,
  at: row.at,
  values: JSON.parse(row.numbers) as Record<string, number>,
  words: JSON.parse(row.words) as Record<string, string>,
});

/**
 * Opens the store, and makes it where there is none.
 * @param file path of the SQLite file; `:memory:` keeps nothing
 */
export function openFactStore(file: string): FactStore {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec(SCHEMA);
  const sums = createFactSums(database);
  const insert = database.prepare(
    `INSERT INTO facts (key, kind, source, prompt_id, prompt_name, prompt_version, at, numbers, words)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING`,
  );
  const keepPosition = database.prepare(
    `INSERT INTO read_positions (source, row_id, digest) VALUES (?, ?, ?)
     ON CONFLICT (source) DO UPDATE SET row_id = excluded.row_id, digest = excluded.digest`,
  );
  const dropPosition = database.prepare('DELETE FROM read_positions WHERE source = ?');
  const findPosition = database.prepare(
    'SELECT row_id AS rowid, digest FROM read_positions WHERE source = ?',
  );
  const keepOffset = database.prepare(
    `INSERT INTO clock (one, offset_ms) VALUES (1, ?)
     ON CONFLICT (one) DO UPDATE SET offset_ms = excluded.offset_ms`,
  );
  const findOffset = database.prepare('SELECT offset_ms AS offsetMs FROM clock');
  const keepRead = ({ table, position, offsetMs }: TableRead): void => {
    if (position) keepPosition.run(table, position.rowid, position.digest);
    else dropPosition.run(table);
    if (offsetMs !== undefined) keepOffset.run(offsetMs);
  };
  const findFacts = database.prepare(
    'SELECT * FROM facts WHERE key IN (SELECT value FROM json_each(?))',
  );
  const findPending = database.prepare(
    'SELECT * FROM facts WHERE pending = 1 ORDER BY at, key LIMIT ?',
  );
  const keepPublished = database.prepare(
    'UPDATE facts SET pending = 0 WHERE key IN (SELECT value FROM json_each(?))',
  );
  const forgetFactsBefore = database.prepare(
    `DELETE FROM facts WHERE at < ? AND kind <> 'optimisation'`,
  );
  const forgetBeyond = database.prepare(
    `DELETE FROM facts WHERE key IN (
       SELECT key FROM (
         SELECT key, kind, pending, row_number() OVER (
           PARTITION BY source, prompt_name, prompt_version ORDER BY at DESC
         ) AS place FROM facts
       ) WHERE place > ? AND pending = 0 AND kind <> 'optimisation'
     )`,
  );
  const isNew = (fact: NamedFact): boolean =>
    insert.run(
      fact.key,
      fact.kind,
      fact.source,
      fact.promptId,
      fact.promptName,
      fact.promptVersion ?? null,
      fact.at,
      JSON.stringify(fact.values),
      JSON.stringify(fact.words),
    ).changes > 0;
  return {
    add(facts, read) {
      database.exec('BEGIN IMMEDIATE');
      try {
        const added = facts.filter(isNew);
        sums.add(added);
        if (read !== undefined) keepRead(read);
        database.exec('COMMIT');
        return added;
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    pending: (limit) => (findPending.all(limit) as unknown as FactRow[]).map(factOf),
    published: (facts) => void keepPublished.run(JSON.stringify(facts.map(({ key }) => key))),
    position: (table) => findPosition.get(table) as TablePosition | undefined,
    find: (keys) => (findFacts.all(JSON.stringify(keys)) as unknown as FactRow[]).map(factOf),
    sumsOf: (wanted) => sums.of(wanted),
    offsetMs: () => findOffset.get()?.['offsetMs'] as number | undefined,
    count: () => Number(database.prepare('SELECT count(*) AS n FROM facts').get()!['n']),
    forgetBefore(at) {
      sums.forgetBefore(at);
      forgetFactsBefore.run(at);
    },
    forgetAllBut: (newest) => void forgetBeyond.run(newest),
    close: () => database.close(),
  };
}
