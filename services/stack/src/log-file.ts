import {
  closeSync,
  copyFileSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** The log file of a program. */
export function logPath(dataDir: string, program: string): string {
  return join(dataDir, 'log', `${program}.log`);
}

/** How long a file is, in bytes; 0 when there is none. */
export function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** Opens a log for appending; the descriptor goes to the child, so that it can write after its launcher is gone. */
export function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  return openSync(file, 'a');
}

/**
 * Keeps a log below a size: its content moves to `FILE.1`, and the file starts again. The writer keeps
 * its descriptor, which appends, so it is not disturbed.
 */
export function rotateLog(file: string, limitBytes = 10 * 2 ** 20): void {
  if (sizeOf(file) <= limitBytes) return;
  copyFileSync(file, `${file}.1`);
  truncateSync(file);
}

/**
 * The last lines of a file, read from its last 64 KiB; none when there is no such file.
 * @param from where to begin at the earliest, in bytes; by default at the start
 */
export function lastLines(file: string, count: number, from = 0): readonly string[] {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return [];
  }
  try {
    const { size } = fstatSync(descriptor);
    const buffer = Buffer.alloc(Math.min(Math.max(size - from, 0), 64 * 1024));
    readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8').trimEnd().split('\n').slice(-count);
  } finally {
    closeSync(descriptor);
  }
}
