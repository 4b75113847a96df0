import { open, stat, type FileHandle } from 'node:fs/promises';
import type { ReadPosition } from '../store/alert-store.js';

/** Whole lines of a file from a position on. */
export interface Lines {
  readonly lines: readonly string[];
  /** Behind the last of them. */
  readonly position: ReadPosition;
  /** Whether there is more to read already. */
  readonly more: boolean;
}

/** How much is read at a time, in bytes. A line that is longer is read nevertheless. */
const CHUNK_BYTES = 4 * 1024 * 1024;

/**
 * Reads the whole lines that follow a position. A file that took the name of the one that was
 * read, or that became shorter, is read from its beginning. A last line without its end is left
 * for the next time: it is still being written.
 * @returns undefined while there is no such file
 */
export async function readLines(
  path: string,
  from: ReadPosition | undefined,
  chunkBytes: number = CHUNK_BYTES,
): Promise<Lines | undefined> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { ino, size } = await file.stat({ bigint: true });
    const inode = String(ino);
    const continues = from?.inode === inode && BigInt(from.offset) <= size;
    const offset = continues ? from.offset : 0;
    const { text, bytes } = await readWholeLines(file, offset, Number(size), chunkBytes);
    return {
      lines: text === '' ? [] : text.slice(0, -1).split('\n'),
      position: { inode, offset: offset + bytes },
      more: bytes > 0 && offset + bytes < Number(size),
    };
  } finally {
    await file.close();
  }
}

async function readWholeLines(
  file: FileHandle,
  offset: number,
  size: number,
  chunkBytes: number,
): Promise<{ text: string; bytes: number }> {
  for (let length = chunkBytes; ; length *= 2) {
    const buffer = Buffer.alloc(Math.min(length, Math.max(0, size - offset)));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, offset);
    const end = buffer.subarray(0, bytesRead).lastIndexOf(0x0a) + 1;
    if (end > 0 || offset + buffer.length >= size) {
      return { text: buffer.toString('utf8', 0, end), bytes: end };
    }
  }
}

/** Size of a file in bytes; 0 where there is none. */
export async function fileSize(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}
