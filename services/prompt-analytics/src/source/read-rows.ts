import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/** A row, with every column that its table has. */
export type Row = Readonly<Record<string, unknown>>;

/** How far a table was read. */
export interface TablePosition {
  /** Of the last row. */
  readonly rowid: number;
  /** What that row held: a file that took the name of another has other rows. */
  readonly digest: string;
}

/** Rows that were not read before. */
export interface NewRows {
  readonly rows: readonly Row[];
  /** Undefined while there was none. */
  readonly position: TablePosition | undefined;
}

/** Whether a database has a table. */
export const hasTable = (database: DatabaseSync, table: string): boolean =>
  database.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`).get(table) !==
  undefined;

/**
 * Reads the rows that were added since.
 * @param table of a name that is known to be one
 * @param limit rows at most; there may be more
 */
export function readNewRows(
  database: DatabaseSync,
  table: string,
  position: TablePosition | undefined,
  limit: number,
): NewRows {
  const after = position && isStillThere(database, table, position) ? position : undefined;
  const rows = database
    .prepare(`SELECT rowid AS "rowid", * FROM "${table}" WHERE rowid > ? ORDER BY rowid LIMIT ?`)
    .all(after?.rowid ?? Number.MIN_SAFE_INTEGER, limit) as Row[];
  const last = rows.at(-1);
  if (last === undefined) return { rows, position: after };
  return { rows, position: { rowid: Number(last['rowid']), digest: digestOf(last) } };
}

/** Reads every row, of a table whose rows change. */
export const readAllRows = (database: DatabaseSync, table: string): readonly Row[] =>
  database.prepare(`SELECT rowid AS "rowid", * FROM "${table}" ORDER BY rowid`).all();

/** The same for the same content. */
export const digestOf = (row: Row): string =>
  createHash('sha256').update(JSON.stringify(row)).digest('base64url').slice(0, 22);

/** Not so when the file was replaced, or its rows were deleted and begin anew. */
function isStillThere(database: DatabaseSync, table: string, position: TablePosition): boolean {
  const row = database
    .prepare(`SELECT rowid AS "rowid", * FROM "${table}" WHERE rowid = ?`)
    .get(position.rowid) as Row | undefined;
  return row !== undefined && digestOf(row) === position.digest;
}
