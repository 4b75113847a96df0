import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { identify, isAlive, type ProcessIdentity } from './proc.js';

/** Held until released, or until the process that holds it ends. */
export interface Lock {
  release(): void;
}

/**
 * Takes a lock file that names its holder, so that one of a process that was killed does not count.
 * @returns the lock, or the process that holds it
 */
export function takeLock(file: string): Lock | ProcessIdentity {
  mkdirSync(dirname(file), { recursive: true });
  const self = identify(process.pid);
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(self));
  try {
    for (;;) {
      // A hard link is made only where nothing is: two processes cannot both succeed.
      if (link(mine, file)) return { release: () => rmSync(file, { force: true }) };
      const holder = lockHolder(file);
      if (holder !== undefined) return holder;
      discard(file);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Moves a dead holder's lock away; if another took the lock meanwhile, gives it back. */
function discard(file: string): void {
  const aside = `${file}.${process.pid}.old`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (lockHolder(aside) !== undefined) link(aside, file);
  rmSync(aside, { force: true });
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The process that holds a lock file, if it still runs. */
export function lockHolder(file: string): ProcessIdentity | undefined {
  const holder = readHolder(file);
  return holder !== undefined && isAlive(holder) ? holder : undefined;
}

function readHolder(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}

/** Tells a lock that was taken from the process that has it. */
export function isLock(result: Lock | ProcessIdentity): result is Lock {
  return 'release' in result;
}
