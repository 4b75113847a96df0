import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as others } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createComplaints } from './complaints.js';
import type { NamedFact } from '../fact.js';
import type { FactStore } from '../store/fact-store.js';
import { factsOf } from './facts-of.js';
import { openReadOnly } from './open-read-only.js';
import {
  createPromptNames,
  storedPrompts,
  TEMPLATES,
  type PromptMapping,
  type PromptName,
} from './prompt-names.js';
import { hasTable, readAllRows, readNewRows } from './read-rows.js';
import { SOURCE_TABLES, type SourceTable } from './tables.js';

/** Rows that are read, and kept, at once. */
const CHUNK = 1000;

/** Options of {@link createTableFollower}. */
export interface TableFollowerOptions {
  /** The folder of the analytics system: that which holds `prompts`. */
  readonly folder: string;
  readonly mapping: PromptMapping;
  readonly store: Pick<FactStore, 'add' | 'position' | 'offsetMs'>;
  readonly log: Pick<Logger, 'warn' | 'info'>;
}

/** Reads what the analytics system writes, from where it left off. */
export interface TableFollower {
  /** Reads what is new. What cannot be read is told once, and tried again the next time. */
  read(): Promise<void>;
}

/** Creates the reader; it reads when it is told to. */
export function createTableFollower(options: TableFollowerOptions): TableFollower {
  const { folder, mapping, store, log } = options;
  const complaints = createComplaints(log);

  /** Does something that fails where a file, or a table of it, cannot be read; that is told. */
  const attempt = async (
    file: string,
    table: string | undefined,
    work: () => Promise<void>,
  ): Promise<boolean> => {
    try {
      await work();
      complaints.end(file, table);
      return true;
    } catch (error) {
      complaints.begin(file, table, (error as Error).message);
      return false;
    }
  };
  const withFile = (
    file: string,
    work: (database: DatabaseSync) => Promise<void>,
  ): Promise<boolean> =>
    attempt(file, undefined, async () => {
      if (!existsSync(join(folder, file))) throw new Error('is not there');
      const database = openReadOnly(join(folder, file));
      try {
        await work(database);
      } finally {
        database.close();
      }
    });

  let stored: ReadonlyMap<string, PromptName> = new Map();
  /** Without names nothing is read, unless there are none. */
  const readNames = async (): Promise<boolean> =>
    (await withFile(TEMPLATES, async (database) => {
      stored = storedPrompts(database);
    })) || !existsSync(join(folder, TEMPLATES));

  const readTable = async (database: DatabaseSync, source: SourceTable): Promise<void> => {
    const { file, table, events } = source;
    if (!hasTable(database, table)) throw new Error('is not there');
    const nameOf = createPromptNames(mapping, stored);
    const id = `${file}/${table}`;
    for (;;) {
      const { rows, position } =
        events === undefined
          ? readNewRows(database, table, store.position(id), CHUNK)
          : { rows: readAllRows(database, table), position: undefined };
      const read = factsOf(source, rows, store.offsetMs());
      for (const reason of read.skipped) complaints.mention(file, table, reason);
      const named = read.facts.map((fact): NamedFact => {
        const { name, version } = nameOf(fact.promptId);
        return { ...fact, promptName: name, promptVersion: version };
      });
      store.add(named, { table: id, position, offsetMs: read.offsetMs });
      if (events !== undefined || rows.length < CHUNK) return;
      await others();
    }
  };

  return {
    async read() {
      if (!(await readNames())) return;
      for (const [file, tables] of Map.groupBy(SOURCE_TABLES, (each) => each.file)) {
        await withFile(file, async (database) => {
          for (const source of tables) {
            await attempt(file, source.table, () => readTable(database, source));
          }
        });
      }
    },
  };
}
