import { createReadStream, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  CONFIGURATION,
  discard,
  readArchive,
  type Manifest,
  type Sink,
} from '@agent-vitals/backup-archive';
import { isLock, takeLock } from '../lock.js';
import { programs } from '../programs/index.js';
import { launcherLock } from '../run-state.js';
import { StackError } from '../stack-error.js';
import { findStrays } from '../strays.js';
import { archiveParts, GRAFANA } from './backed-up-programs.js';
import { moveContents, unpack } from './unpack.js';

/**
 * Reads a backup through and compares it with its checksums; nothing else is done.
 * @throws {ArchiveError} it could not be restored
 */
export async function checkBackup(file: string): Promise<Manifest> {
  return await readBackup(file, discard);
}

/**
 * Reads a backup and compares it with its checksums.
 * @param sink given each file; what was given so far may be wrong until the end
 * @throws {ArchiveError} it cannot be restored
 */
export async function readBackup(file: string, sink: Sink): Promise<Manifest> {
  return await readArchive({ name: file, content: createReadStream(file) }, archiveParts, sink);
}

/** What was restored. */
export interface Restored {
  readonly manifest: Manifest;
  /** The folder with the vitals.yaml of the backup. */
  readonly configurationDir: string;
}

/**
 * Puts a backup into an empty data folder. It is unpacked beside, and moved to its place once all of
 * it has proved right, so a backup that is damaged changes nothing.
 * What it has of Grafana is left out: no Grafana runs natively.
 * @throws {StackError} the data folder is not empty, or its stack runs
 * @throws {ArchiveError} the backup cannot be restored
 */
export async function restoreBackup(file: string, dataDir: string): Promise<Restored> {
  mkdirSync(dataDir, { recursive: true });
  const lock = takeLock(launcherLock(dataDir));
  if (!isLock(lock) || findStrays(dataDir).length > 0) {
    if (isLock(lock)) lock.release();
    throw new StackError(
      `The stack with the data folder ${dataDir} runs. Stop it with \`vitals stop\`; a backup is restored into an empty folder.`,
    );
  }
  const unpacked = join(dataDir, 'run', 'restore');
  try {
    assertEmpty(dataDir);
    rmSync(unpacked, { recursive: true, force: true });
    const manifest = await readBackup(
      file,
      unpack((path) =>
        path.startsWith(`${GRAFANA}/`) ? undefined : { file: join(unpacked, path) },
      ),
    );
    const configurationDir = join(dataDir, 'restored-configuration');
    rmSync(configurationDir, { recursive: true, force: true });
    renameSync(join(unpacked, CONFIGURATION), configurationDir);
    moveContents(unpacked, dataDir);
    return { manifest, configurationDir };
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
    lock.release();
  }
}

/** What another stack has left would be mixed with what is restored. */
function assertEmpty(dataDir: string): void {
  const names = new Set(programs.flatMap(({ name, demo }) => (demo ? [] : [name])));
  const full = readdirSync(dataDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && names.has(entry.name))
    .filter(({ name }) => readdirSync(join(dataDir, name)).length > 0)
    .map(({ name }) => name);
  if (full.length === 0) return;
  throw new StackError(
    `The data folder ${dataDir} is not empty: it has data of ${full.join(', ')}. ` +
      `Move it away (mv ${dataDir} ${dataDir}.before), or restore into another: VITALS_DATA_DIR=…`,
  );
}
