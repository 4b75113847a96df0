import { basename } from 'node:path';
import type { Fact } from '../fact.js';
import { instantOf } from './instant.js';
import { digestOf, type Row } from './read-rows.js';
import type { SourceTable } from './tables.js';

/** What rows of a table tell. */
export interface Read {
  readonly facts: readonly Fact[];
  /** Why rows tell nothing, in words, each reason once. */
  readonly skipped: readonly string[];
  /** How far the clock of the analytics system was from UTC, in milliseconds, as far as is known. */
  readonly offsetMs: number | undefined;
}

/** Most of the columns of words are short; one that is not is cut. */
const MOST_CHARACTERS = 2000;

/**
 * Takes from rows what is known of their table; a row that tells no prompt, time or content is skipped.
 * @param knownOffsetMs how far the clock of the analytics system was from UTC before
 */
export function factsOf(
  source: SourceTable,
  rows: readonly Row[],
  knownOffsetMs: number | undefined,
): Read {
  const facts: Fact[] = [];
  const skipped = new Set<string>();
  let offsetMs = knownOffsetMs;
  for (const row of rows) {
    const promptId = textOf(row['prompt_id']);
    if (promptId === undefined) {
      skipped.add('a row has no prompt_id');
      continue;
    }
    const values = pick(row, source.values, numberOf);
    const words = pick(row, source.words, textOf);
    if (Object.keys(values).length + Object.keys(words).length === 0) {
      skipped.add(`a row has none of ${[...source.values, ...source.words].join(', ')}`);
      continue;
    }
    for (const { column, event } of momentsOf(source, row)) {
      // What happens to a row later says nothing of when it was written.
      const writtenAt = event === undefined ? row['created_at'] : undefined;
      const instant = instantOf(row[column], writtenAt, offsetMs);
      if (instant === undefined) {
        skipped.add(`${column} of a row holds no time: ${JSON.stringify(row[column])}`);
        continue;
      }
      offsetMs = instant.offsetMs ?? offsetMs;
      facts.push({
        key: keyOf(source, row, event),
        kind: source.kind,
        source: `${basename(source.file)}/${source.table}`,
        promptId,
        at: instant.at,
        values,
        words: event === undefined ? words : { ...words, event },
      });
    }
  }
  return { facts, skipped: [...skipped], offsetMs };
}

/** The columns that tell when something was so, and what happened then. */
function momentsOf(
  { time, events }: SourceTable,
  row: Row,
): readonly { readonly column: string; readonly event?: string }[] {
  if (events !== undefined) {
    return Object.entries(events)
      .filter(([column]) => (row[column] ?? null) !== null)
      .map(([column, event]) => ({ column, event }));
  }
  const column = time.find((name) => (row[name] ?? null) !== null);
  return [{ column: column ?? time[0]! }];
}

/** Of a row that changes, what happened and when; else all of it. */
function keyOf({ file, table, events }: SourceTable, row: Row, event?: string): string {
  const content =
    events === undefined
      ? row
      : { rowid: row['rowid'], event, created: row['created_at'], prompt: row['prompt_id'] };
  return `${file}/${table}/${digestOf(content)}`;
}

function pick<T>(
  row: Row,
  columns: readonly string[],
  read: (value: unknown) => T | undefined,
): Record<string, T> {
  return Object.fromEntries(
    columns.flatMap((column) => {
      const value = read(row[column]);
      return value === undefined ? [] : [[column, value]];
    }),
  );
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  return value.trim().slice(0, MOST_CHARACTERS);
}
