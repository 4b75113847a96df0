import { join } from 'node:path';
import type { ProcessIdentity } from './proc.js';
import { runFile, type RunFile } from './run-file.js';
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

/** Left for as long as the stack of a folder runs, and after a launcher that was killed. */
export const runState: RunFile<RunState> = runFile<RunState>('state.json');
