import { chownSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { readArchive, type Manifest } from '@agent-vitals/backup-archive';
import { archiveParts } from '../backup/backed-up-programs.js';
import { moveContents, unpack, type Unpacked } from '../backup/unpack.js';
import { StackError } from '../stack-error.js';
import { backedUpVolumes, type BackedUpVolume } from './backed-up-volumes.js';

/** What {@link restoreVolumes} works on. */
export interface VolumesRestore {
  /** The archive. */
  readonly content: Readable;
  /** Holds a folder for each volume. */
  readonly volumes: string;
  /** Gives a file or folder to a user; by default what the system does. */
  readonly chown?: (path: string, user: number, group: number) => void;
}

/** Where it is unpacked, in each volume, until all of it has proved right. */
const UNPACKED = '.restore';

/**
 * Puts a backup into empty volumes, and gives each file to the user that reads it. A backup that is
 * damaged changes nothing.
 * @throws {StackError} a volume is not empty
 * @throws {ArchiveError} the backup cannot be restored
 */
export async function restoreVolumes(options: VolumesRestore): Promise<Manifest> {
  const { content, volumes, chown = chownSync } = options;
  const places = backedUpVolumes.map((each) => ({
    ...each,
    folder: join(volumes, each.volume),
    unpacked: join(volumes, each.volume, UNPACKED),
  }));
  try {
    for (const { unpacked } of places) rmSync(unpacked, { recursive: true, force: true });
    assertEmpty(places);
    const manifest = await readArchive(
      { name: 'The backup', content },
      archiveParts,
      unpack((path) => placeOf(places, path)),
    );
    for (const { unpacked, folder, user, group } of places) {
      if (!existsSync(unpacked)) continue;
      for (const path of readdirSync(unpacked, { recursive: true, encoding: 'utf8' })) {
        chown(join(unpacked, path), user, group);
      }
      moveContents(unpacked, folder);
    }
    return manifest;
  } finally {
    for (const { unpacked } of places) rmSync(unpacked, { recursive: true, force: true });
  }
}

interface Place extends BackedUpVolume {
  readonly folder: string;
  readonly unpacked: string;
}

/** What another stack has left would be mixed with what is restored. */
function assertEmpty(places: readonly Place[]): void {
  const full = places.filter(({ folder }) => readdirSync(folder).length > 0);
  if (full.length === 0) return;
  throw new StackError(
    `The volumes are not empty: there is data in ${full.map(({ volume }) => volume).join(', ')}. ` +
      'Back them up, then remove them (docker compose down --volumes), or restore into another project: ' +
      'COMPOSE_PROJECT_NAME=…',
  );
}

/** In the volume that the file belongs to; none for the configuration, which the host keeps. */
function placeOf(places: readonly Place[], path: string): Unpacked | undefined {
  const [part = '', ...rest] = path.split('/');
  const inPart = rest.join('/');
  const place = places.find(
    (each) => each.part === part && (each.files === undefined || each.files.test(inPart)),
  );
  return place && { file: join(place.unpacked, inPart), mode: place.fileMode };
}
