import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { ArchiveError, type Manifest } from '@agent-vitals/backup-archive';
import { isLock, takeLock } from '../lock.js';
import { StackError } from '../stack-error.js';

/** Where a backup goes. */
export interface BackupOptions {
  /** The data folder of the stack, of which one backup is taken at a time. */
  readonly dataDir: string;
  /** The path of the archive. */
  readonly file: string;
  /** Whether it may replace a file. */
  readonly force: boolean;
  /** Gives it up; nothing is left of it. */
  readonly signal: AbortSignal;
}

/** Writes the archive of a stack; this depends on how its programs are run. */
export type BackupWriter = (open: () => Writable, signal: AbortSignal) => Promise<Manifest>;

/**
 * Takes a backup into a file that only its owner may read, and that is there once it is whole.
 * @returns what the archive says of itself
 * @throws {StackError} the file exists, cannot be written, or the stack is not in a state for it
 */
export async function takeBackup(
  { dataDir, file, force, signal }: BackupOptions,
  write: BackupWriter,
): Promise<Manifest> {
  if (existsSync(file) && !force) {
    throw new StackError(`${file} exists already. Choose another name, or --force replaces it.`);
  }
  const lock = takeLock(join(dataDir, 'run', 'backup.lock'));
  if (!isLock(lock)) throw new StackError(`Another backup is under way (pid ${lock.pid}).`);
  const partial = `${file}.partial`;
  try {
    rmSync(partial, { force: true });
    const open = (): Writable =>
      createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true });
    const manifest = await write(open, signal);
    renameSync(partial, file);
    return manifest;
  } catch (error) {
    rmSync(partial, { force: true });
    if (signal.aborted) throw new StackError('It was given up. No backup was written.');
    if (error instanceof StackError || error instanceof ArchiveError) throw error;
    throw failure(error as NodeJS.ErrnoException, file);
  } finally {
    lock.release();
  }
}

function failure(error: NodeJS.ErrnoException, file: string): Error {
  const folder = dirname(file);
  const said: Partial<Record<string, string>> = {
    ENOSPC: `The disk of ${folder} is full.`,
    ENOENT: `${existsSync(folder) ? error.path : folder} does not exist.`,
    ENOTDIR: `${folder} is no folder.`,
    EACCES: `${error.path ?? folder} may not be accessed by this user.`,
    EPERM: 'This must be done by the user who runs the stack.',
    ESRCH: 'A program has ended meanwhile; try again.',
    EROFS: `The disk of ${folder} is read-only.`,
  };
  const words = said[error.code ?? ''];
  if (words === undefined) return error;
  return new StackError(`${words} No backup was written.`, { cause: error });
}
