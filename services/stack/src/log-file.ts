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
  try {
    if (statSync(file).size <= limitBytes) return;
    copyFileSync(file, `${file}.1`);
    truncateSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** The last lines of a file, read from its last 64 KiB; none when there is no such file. */
export function lastLines(file: string, count: number): readonly string[] {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return [];
  }
  try {
    const { size } = fstatSync(descriptor);
    const buffer = Buffer.alloc(Math.min(size, 64 * 1024));
    readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8').trimEnd().split('\n').slice(-count);
  } finally {
    closeSync(descriptor);
  }
}
