import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a command leaves in a data folder for those that come later. */
export interface RunFile<T> {
  /** Writes it beside and renames it, so that no reader sees half of it. */
  write(dataDir: string, value: T): void;
  /** Undefined when nothing was left. */
  read(dataDir: string): T | undefined;
  clear(dataDir: string): void;
}

/** A file of JSON in the folder `run` of a data folder. */
export function runFile<T>(name: string): RunFile<T> {
  const fileOf = (dataDir: string): string => join(dataDir, 'run', name);
  return {
    write(dataDir, value) {
      const file = fileOf(dataDir);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify(value, undefined, 2));
      renameSync(`${file}.new`, file);
    },
    read(dataDir) {
      try {
        return JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as T;
      } catch {
        return undefined;
      }
    },
    clear: (dataDir) => rmSync(fileOf(dataDir), { force: true }),
  };
}
