import { hostname } from 'node:os';
import { join } from 'node:path';
import { isLock, takeLock } from '../lock.js';
import { isAlive, type ProcessIdentity } from '../proc.js';
import { launcherLock, runState } from '../run-state.js';
import { StackError } from '../stack-error.js';
import { backedUpPrograms } from './backed-up-programs.js';
import { whileStandingStill } from './stand-still.js';
import type { BackupSource } from './write-backup.js';

const NAMES: ReadonlySet<string> = new Set(backedUpPrograms.map(({ name }) => name));

/** Of a stack of processes that is backed up. */
export interface NativeStack {
  readonly dataDir: string;
  /** The path of vitals.yaml. */
  readonly vitalsConfig: string;
  readonly retentionDays: number;
  readonly productVersion: string;
  /** The versions of the programs, by name. */
  readonly versions: ReadonlyMap<string, string>;
}

/** What a backup of processes is made of, whether they run or not. */
export function nativeBackup(stack: NativeStack): BackupSource {
  const { dataDir, vitalsConfig, retentionDays, productVersion, versions } = stack;
  const running = runningPrograms(dataDir);
  return {
    folders: backedUpPrograms.map(({ name, backup }) => ({
      part: name,
      version: versions.get(name) ?? productVersion,
      path: join(dataDir, name),
      held: join(dataDir, 'run', `backup-of-${name}`),
      rules: backup,
      isInUse: running.has(name),
    })),
    vitalsConfig,
    about: { mode: 'native', host: hostname(), productVersion, retentionDays },
    async whileStandingStill(work) {
      // The lock of a launcher that runs; else it is held here, so that none begins.
      const lock = takeLock(launcherLock(dataDir));
      try {
        if (!isLock(lock)) assertAllReady(dataDir);
        return await whileStandingStill([...runningPrograms(dataDir).values()], work);
      } finally {
        if (isLock(lock)) lock.release();
      }
    },
  };
}

/** The processes of the programs that are backed up, by name. */
function runningPrograms(dataDir: string): ReadonlyMap<string, ProcessIdentity> {
  const programs = runState.read(dataDir)?.programs ?? [];
  return new Map(
    programs.flatMap(({ name, process }) =>
      NAMES.has(name) && process !== null && isAlive(process) ? [[name, process]] : [],
    ),
  );
}

/** One that is not ready may be started at any moment, and then does not stand still. */
function assertAllReady(dataDir: string): void {
  const state = runState.read(dataDir);
  const faulty = state?.programs.find((each) => NAMES.has(each.name) && each.state !== 'ready');
  if (state?.ready && faulty === undefined) return;
  const what = faulty === undefined ? 'The stack is starting' : `${faulty.name} is ${faulty.state}`;
  throw new StackError(
    `${what}: wait until \`vitals status\` shows every program ready, or stop the stack, and try again.`,
  );
}
