import { createWriteStream, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { discard, type Sink } from '@agent-vitals/backup-archive';

/** Where a file of an archive goes. */
export interface Unpacked {
  readonly file: string;
  /** Its permissions. Default: as the process makes files. */
  readonly mode?: number;
}

/** Keeps the files of an archive; one that has no place is left out. */
export const unpack =
  (placeOf: (path: string) => Unpacked | undefined): Sink =>
  async (path, content) => {
    const place = placeOf(path);
    if (place === undefined) return await discard(path, content);
    mkdirSync(dirname(place.file), { recursive: true });
    await pipeline(
      content,
      createWriteStream(place.file, place.mode === undefined ? {} : { mode: place.mode }),
    );
  };

/** Moves what a folder holds into another on the same disk. */
export function moveContents(from: string, to: string): void {
  for (const name of readdirSync(from)) renameSync(join(from, name), join(to, name));
}
