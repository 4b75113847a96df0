import { copyFileSync, linkSync, mkdirSync, readdirSync, statSync, type Dirent } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ArchivedFile } from '@agent-vitals/backup-archive';
import type { BackupRules } from '../program.js';

/** Why a file cannot be linked and has to be copied: another disk, or one that knows no links. */
const UNLINKABLE = new Set(['EXDEV', 'EPERM', 'ENOTSUP', 'EMLINK']);

/**
 * Holds on to the files that a program has at this moment, while it stands still. Each is linked, so
 * this takes no longer with more data; only what the program writes in place is copied.
 * @param from the data folder
 * @param into a folder on the same disk, which keeps them until it is deleted
 */
export function holdFiles(from: string, into: string, rules: BackupRules): readonly ArchivedFile[] {
  const isLeftOut = (path: string): boolean =>
    path === rules.afterwards || rules.leaveOut?.test(path) === true;
  return pathsIn(from, '', isLeftOut).map((path) => {
    const source = join(into, path);
    mkdirSync(dirname(source), { recursive: true });
    if (rules.rewritten?.test(path)) copyFileSync(join(from, path), source);
    else linkOrCopy(join(from, path), source);
    const preallocated = rules.preallocated?.test(path) === true;
    return { path, source, bytes: statSync(source).size, preallocated };
  });
}

/** The files that need not be held on to: the program may go on. */
export function laterFiles(from: string, { afterwards }: BackupRules): readonly ArchivedFile[] {
  if (afterwards === undefined) return [];
  return pathsIn(from, afterwards, () => false).flatMap((path) => {
    const source = join(from, path);
    const stat = statSync(source, { throwIfNoEntry: false });
    return stat === undefined ? [] : [{ path, source, bytes: stat.size, preallocated: false }];
  });
}

/** The paths of the files in a folder of a data folder, in order. */
function pathsIn(root: string, folder: string, isLeftOut: (path: string) => boolean): string[] {
  return entriesOf(join(root, folder)).flatMap((entry) => {
    const path = `${folder}${entry.name}${entry.isDirectory() ? '/' : ''}`;
    if (isLeftOut(path)) return [];
    if (entry.isDirectory()) return pathsIn(root, path, isLeftOut);
    return entry.isFile() ? [path] : [];
  });
}

/** What a folder holds; nothing when it is not there. */
function entriesOf(folder: string): Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!UNLINKABLE.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    copyFileSync(from, to);
  }
}
