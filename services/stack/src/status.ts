import { isAlive, memoryBytes } from './proc.js';
import { lockHolder } from './lock.js';
import type { RunMode } from './run-mode.js';
import { launcherLock, runState, type ProgramRecord } from './run-state.js';
import type { ProgramState } from './supervised.js';

/** One program, as `vitals status --json` shows it. */
export interface ProgramStatus {
  readonly name: string;
  readonly mode: RunMode;
  /** `orphaned`: it runs, but its launcher was killed and nothing watches it. */
  readonly state: ProgramState | 'orphaned';
  readonly version: string;
  /** Null when it does not run, and of a container. */
  readonly pid: number | null;
  /** Where it is reached; null when it listens nowhere. */
  readonly address: string | null;
  /** Memory of the process and its descendants, shared pages counted once, in bytes; null as `pid`. */
  readonly memoryBytes: number | null;
}

/**
 * Looks at the stack of a data folder from outside.
 * @returns an empty list when none runs
 */
export function readStatus(dataDir: string): readonly ProgramStatus[] {
  const watched = lockHolder(launcherLock(dataDir)) !== undefined;
  const records = runState.read(dataDir)?.programs ?? [];
  if (!watched && !records.some(({ process }) => process !== null && isAlive(process))) return [];
  return records.map((record) => {
    const status = describe(record);
    if (watched) return status;
    return { ...status, state: status.pid === null ? 'stopped' : 'orphaned' };
  });
}

/** Adds to a record what only the moment tells. */
export function describe({ process, ...record }: ProgramRecord): ProgramStatus {
  const pid = process !== null && isAlive(process) ? process.pid : null;
  return {
    name: record.name,
    mode: 'native',
    state: record.state,
    version: record.version,
    pid,
    address: record.address,
    memoryBytes: pid === null ? null : memoryBytes(pid),
  };
}
