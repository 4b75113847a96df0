import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProcessIdentity } from './proc.js';
import type { ProgramState } from './supervised.js';

/** What a launcher writes down for the commands that look at it from outside. */
export interface RunState {
  /** Whether every program has been ready since the start. */
  readonly ready: boolean;
  readonly programs: readonly ProgramRecord[];
}

/** One program, as the launcher last knew it. */
export interface ProgramRecord {
  readonly name: string;
  readonly state: ProgramState;
  readonly version: string;
  /** Where it is reached; null when it listens nowhere. */
  readonly address: string | null;
  readonly process: ProcessIdentity | null;
}

/** The lock that the launcher of a data folder holds as long as it runs. */
export function launcherLock(dataDir: string): string {
  return join(dataDir, 'run', 'launcher.lock');
}

/** The file that holds the run state of a data folder. */
function runStateFile(dataDir: string): string {
  return join(dataDir, 'run', 'state.json');
}

/** Writes the state beside and renames it, so that no reader sees half of it. */
export function writeRunState(dataDir: string, state: RunState): void {
  const file = runStateFile(dataDir);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(state, undefined, 2));
  renameSync(`${file}.new`, file);
}

/** Reads the state; undefined when no launcher has left one. */
export function readRunState(dataDir: string): RunState | undefined {
  try {
    return JSON.parse(readFileSync(runStateFile(dataDir), 'utf8')) as RunState;
  } catch {
    return undefined;
  }
}

/** Forgets the state, when a stack has stopped. */
export function clearRunState(dataDir: string): void {
  rmSync(runStateFile(dataDir), { force: true });
}
