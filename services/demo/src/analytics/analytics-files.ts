import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import { GROWING, type TableName, TABLES } from './tables.js';

/** A row to be added; columns that it does not name have their defaults. */
export interface Row {
  readonly table: TableName;
  readonly values: Readonly<Record<string, SQLInputValue>>;
}

/** The files of the analytics system, open for writing. Each function throws what SQLite says. */
export interface AnalyticsFiles {
  readonly add: (row: Row) => void;
  /** Runs a statement on the file that a table is in, and gives its rows. */
  readonly query: (
    table: TableName,
    sql: string,
    ...values: readonly SQLInputValue[]
  ) => readonly Record<string, SQLOutputValue>[];
  readonly close: () => void;
}

/**
 * Opens the files in a folder; makes those that are missing.
 * @param past what a file holds when it is made
 * @throws {Error} a file can be neither opened nor made
 */
export function openAnalyticsFiles(folder: string, past: () => readonly Row[]): AnalyticsFiles {
  const databases = new Map<string, DatabaseSync>();
  const databaseOf = (table: TableName): DatabaseSync => databases.get(TABLES[table].file)!;
  const add = ({ table, values }: Row): void => {
    const columns = Object.keys(values);
    const places = columns.map(() => '?').join(', ');
    databaseOf(table)
      .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`)
      .run(...Object.values(values));
  };
  const close = (): void => databases.forEach((database) => database.close());

  const make = (file: string, database: DatabaseSync): void => {
    const isHere = (table: TableName): boolean => TABLES[table].file === file;
    // All or nothing, so that a start that is broken off leaves no half past.
    database.exec('BEGIN IMMEDIATE');
    const tables = (Object.keys(TABLES) as TableName[]).filter(isHere);
    for (const table of tables) database.exec(`CREATE TABLE ${table} (${TABLES[table].columns})`);
    for (const table of tables.filter((name) => GROWING.includes(name))) {
      database.exec(`CREATE INDEX ${table}_prompt ON ${table} (prompt_id)`);
    }
    past()
      .filter(({ table }) => isHere(table))
      .forEach(add);
    database.exec('COMMIT');
  };

  try {
    for (const file of new Set(Object.values(TABLES).map((table) => table.file))) {
      const path = join(folder, file);
      mkdirSync(dirname(path), { recursive: true });
      const database = new DatabaseSync(path);
      databases.set(file, database);
      // With a write-ahead log, who reads hinders nobody. Nothing waits for the disk: the agents would
      // wait as well, and what a power failure may destroy is the demo's.
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
      if (database.prepare('SELECT 1 FROM sqlite_schema').get() === undefined) make(file, database);
    }
  } catch (error) {
    close();
    throw error;
  }
  return {
    add,
    query: (table, sql, ...values) =>
      databaseOf(table)
        .prepare(sql)
        .all(...values),
    close,
  };
}
