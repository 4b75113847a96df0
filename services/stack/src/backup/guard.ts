import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { StackError } from '../stack-error.js';

/** What has been made to stand still goes on, however this process ends. */
export interface Guard {
  /** Has it go on. */
  resume(): Promise<void>;
}

/**
 * Starts a shell that has something stand still, and has it go on when its input ends, which it also
 * does with this process, killed or not.
 * @param script says a line once all stand still, reads one, and has them go on
 * @param args the arguments of the script
 * @throws {StackError} they could not be made to stand still; those that were go on
 */
export async function startGuard(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Guard> {
  const shell = spawn('/bin/sh', ['-c', script, 'guard', ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env,
    // In a group of its own, which no Ctrl-C in the terminal reaches.
    detached: true,
  });
  let words = '';
  shell.stderr.setEncoding('utf8').on('data', (text: string) => (words += text));
  const ended = once(shell, 'close');
  ended.catch(() => undefined);
  if (!(await saysALine(shell.stdout))) {
    await ended;
    throw new StackError(`The programs cannot be made to stand still: ${words.trim()}`);
  }
  return {
    async resume() {
      shell.stdin.end();
      await ended;
    },
  };
}

/** @returns false when it ends before */
async function saysALine(stream: Readable): Promise<boolean> {
  const lines = createInterface({ input: stream });
  return await Promise.race([
    once(lines, 'line').then(() => true),
    once(lines, 'close').then(() => false),
  ]);
}
