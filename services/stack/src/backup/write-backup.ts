import { mkdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Writable } from 'node:stream';
import {
  CONFIGURATION,
  FORMAT_VERSION,
  writeArchive,
  type ArchivedFile,
  type Manifest,
  type PartSource,
} from '@agent-vitals/backup-archive';
import { StackError } from '../stack-error.js';
import { until } from '../until.js';
import { holdFiles, laterFiles } from './data-files.js';
import type { DataFolder } from './data-folder.js';

/** How long to wait for a program to write what it has in memory, in milliseconds. */
const writtenWithinMs = 40_000;

/** What a backup is made of. */
export interface BackupSource {
  readonly folders: readonly DataFolder[];
  /** The path of vitals.yaml. */
  readonly vitalsConfig: string;
  readonly about: Pick<Manifest, 'mode' | 'host' | 'productVersion' | 'retentionDays'>;
  /**
   * Does something while the programs stand still and none is started.
   * @returns what was done has given, and how long they stood still, in milliseconds
   * @throws {StackError} they cannot be made to
   */
  whileStandingStill<T>(
    work: () => T,
  ): Promise<{ readonly result: T; readonly stoodStillMs: number }>;
}

/**
 * Writes a backup of what programs keep, as it is at one moment, without stopping them.
 * @param open gives what takes the archive; called when there is something to write
 * @returns what the archive says of itself
 * @throws {StackError} there is nothing, or the programs are not in a state for it
 */
export async function writeBackup(
  source: BackupSource,
  open: () => Writable,
  signal: AbortSignal,
): Promise<Manifest> {
  const { folders, about } = source;
  const drop = (): void => {
    for (const { held } of folders) rmSync(held, { recursive: true, force: true });
  };
  try {
    // What one that was killed has left.
    drop();
    await waitUntilWritten(folders);
    const { result, stoodStillMs } = await source.whileStandingStill(() => ({
      takenAt: new Date().toISOString(),
      files: new Map(folders.map((folder) => [folder, hold(folder)])),
    }));
    signal.throwIfAborted();
    const parts = partsOf(result.files);
    if (parts.length === 0) {
      throw new StackError(
        'There is nothing to back up: VITALS_DATA_DIR may name another folder, or the stack may run in ' +
          'containers (--mode compose).',
      );
    }
    return await writeArchive(
      open(),
      [...parts, configuration(source)],
      {
        formatVersion: FORMAT_VERSION,
        ...about,
        takenAt: result.takenAt,
        stoodStillMs: Math.round(stoodStillMs),
      },
      signal,
    );
  } finally {
    drop();
  }
}

/** Waits until what programs keep in memory until now is on disk. */
async function waitUntilWritten(folders: readonly DataFolder[]): Promise<void> {
  const since = Date.now();
  for (const { part, path, rules, isInUse } of folders) {
    if (!isInUse) continue;
    for (const name of rules.writtenEveryFewSeconds ?? []) {
      const file = join(path, name);
      const isWritten = (): boolean =>
        (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > since;
      if (await until(isWritten, writtenWithinMs)) continue;
      throw new StackError(
        `${part} has not written ${file} within ${writtenWithinMs / 1000} s: its log tells why.`,
      );
    }
  }
}

function hold({ path, held, rules }: DataFolder): readonly ArchivedFile[] {
  mkdirSync(held, { recursive: true });
  return holdFiles(path, held, rules);
}

/** The parts that have files, each of one folder or more. */
function partsOf(held: ReadonlyMap<DataFolder, readonly ArchivedFile[]>): readonly PartSource[] {
  const byPart = Map.groupBy(held, ([{ part }]) => part);
  return [...byPart].flatMap(([name, folders]): PartSource[] => {
    const files = (): ArchivedFile[] =>
      folders.flatMap(([{ path, rules }, now]) => [...now, ...laterFiles(path, rules)]);
    const isEmpty = folders.every(([, now]) => now.length === 0) && files().length === 0;
    return isEmpty ? [] : [{ name, version: folders[0]![0].version, files }];
  });
}

function configuration({ vitalsConfig, about }: BackupSource): PartSource {
  const file: ArchivedFile = {
    path: basename(vitalsConfig),
    source: vitalsConfig,
    bytes: statSync(vitalsConfig).size,
    preallocated: false,
  };
  return { name: CONFIGURATION, version: about.productVersion, files: () => [file] };
}
