import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { composeProject } from '../compose/project.js';
import { composeRecord } from '../compose/run-record.js';
import { lastLines, logPath, sizeOf } from '../log-file.js';
import type { Settings } from '../settings.js';
import { StackError } from '../stack-error.js';
import { print } from './print.js';

/** How often a log that is followed is looked at, in milliseconds. */
const followIntervalMs = 200;

/**
 * Shows the end of a program's log.
 * @throws {StackError} the program has not written one
 */
export async function showLog(
  settings: Settings,
  program: string,
  options: { readonly follow?: boolean; readonly lines: number },
): Promise<number> {
  const { dataDir } = settings;
  const containers = composeRecord.read(dataDir);
  if (containers !== undefined) {
    const args = ['logs', '--no-log-prefix', `--tail=${options.lines}`, program];
    const project = composeProject(settings, containers.demo);
    const shown = await project.run(options.follow ? [...args, '--follow'] : args, { shown: true });
    return shown.code;
  }
  const file = logPath(dataDir, program);
  if (!existsSync(file)) {
    throw new StackError(`${file} does not exist: ${program} has not run with this data folder.`);
  }
  const from = sizeOf(file);
  for (const line of lastLines(file, options.lines)) print(line);
  if (options.follow) await followFile(file, from, new AbortController().signal);
  return 0;
}

/** Prints what is added to a file, from its start again after it was cut, until the signal. */
export async function followFile(file: string, from: number, signal: AbortSignal): Promise<void> {
  let position = from;
  for (;;) {
    const last = signal.aborted;
    const size = sizeOf(file);
    if (size < position) position = 0;
    if (size > position) {
      process.stdout.write(readRange(file, position, size));
      position = size;
    }
    if (last) return;
    await sleep(followIntervalMs);
  }
}

function readRange(file: string, from: number, to: number): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(to - from);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, buffer.length, from));
  } finally {
    closeSync(descriptor);
  }
}
