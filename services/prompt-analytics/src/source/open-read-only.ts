import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

/** How long to wait for a writer to let go of its lock, in milliseconds. */
const BUSY_MS = 1000;

/**
 * Opens a SQLite file that another process may be writing, without ever writing to it.
 * @throws {Error} it is not there, or no database
 */
export function openReadOnly(file: string): DatabaseSync {
  try {
    return opened(new DatabaseSync(file, { readOnly: true, timeout: BUSY_MS }));
  } catch (error) {
    // A write-ahead log needs files beside it that cannot be made in a folder that is read-only. Where
    // there is neither one nor a journal, nobody writes.
    if (!isUnopenable(error) || isLeft(`${file}-wal`) || isLeft(`${file}-journal`)) throw error;
    const url = pathToFileURL(file);
    url.searchParams.set('immutable', '1');
    return opened(new DatabaseSync(url, { readOnly: true }));
  }
}

/** SQLite reads a file when it is first asked. */
function opened(database: DatabaseSync): DatabaseSync {
  try {
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLITE_CANTOPEN and SQLITE_READONLY, of whatever kind. */
const isUnopenable = (error: unknown): boolean =>
  [14, 8].includes(((error as { errcode?: number }).errcode ?? 0) & 0xff);

const isLeft = (file: string): boolean =>
  (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
