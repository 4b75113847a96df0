import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { analyticsFile, analyticsFolder, FILES, TABLES } from '../testing/analytics-system.js';
import { openReadOnly } from './open-read-only.js';

const INSERT = `INSERT INTO cost_metrics (prompt_id, total_cost) VALUES ('7', 1)`;

/** Counts the rows as a user who owns nothing; root may write everywhere. */
function countAsNobody(file: string): unknown {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    const database = openReadOnly(file);
    const row = database.prepare('SELECT count(*) AS n FROM cost_metrics').get();
    database.close();
    return row?.['n'];
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

/** A file in a folder that may be read and not written. */
function readableFile(): { readonly file: string; readonly close: () => void } {
  const folder = analyticsFolder();
  const database = analyticsFile(folder, FILES.analytics, TABLES.cost);
  database.exec(INSERT);
  const file = join(folder, FILES.analytics);
  for (let path = dirname(file); path.startsWith(folder); path = dirname(path)) {
    chmodSync(path, 0o755);
  }
  return { file, close: () => database.close() };
}

test('a file in a folder that may not be written to is read when nobody writes', () => {
  const { file, close } = readableFile();
  close();
  expect(countAsNobody(file)).toBe(1);
});

test('and while somebody does', () => {
  const { file } = readableFile();
  expect(countAsNobody(file)).toBe(1);
});

test('what a writer that was killed has left is not passed over', () => {
  const { file } = readableFile();
  const copy = join(dirname(file), 'copy.db');
  writeFileSync(copy, readFileSync(file));
  writeFileSync(`${copy}-wal`, readFileSync(`${file}-wal`));
  expect(() => countAsNobody(copy)).toThrow(/unable to open database file|readonly/);
});

test('nothing is written to the file, nor can be', () => {
  const { file, close } = readableFile();
  const database = openReadOnly(file);
  expect(() => database.exec(INSERT)).toThrow('readonly');
  database.close();
  close();
});

test.each([
  ['none is there', 'nothing.db', 'unable to open'],
  ['it is none', 'text.db', 'not a database'],
])('a database is not opened when %s', (_, name, said) => {
  const file = join(analyticsFolder(), name);
  if (name === 'text.db') writeFileSync(file, 'this is no database at all, but text');
  expect(() => openReadOnly(file)).toThrow(said);
});
