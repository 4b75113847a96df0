import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { environment, root } from './paths.mjs';

/** The child that runs now, to pass signals on to. */
let current;
let interrupted = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    interrupted = true;
    // A terminal sends its Ctrl-C to the child itself; passed on, it would arrive twice.
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    current?.kill(signal);
  });
}

/** Whether a signal has asked to stop: nothing more is to be begun. */
export function isInterrupted() {
  return interrupted;
}

/**
 * Runs a program in the foreground.
 * @param {readonly string[]} command the program and its arguments
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, stdoutToStderr?: boolean, started?: (pid: number) => void }} [options]
 * @returns {Promise<number>} its exit code; 128 and the signal's number when a signal ended it
 */
export async function run([file, ...args], options = {}) {
  const { env = environment, cwd = root, stdoutToStderr = false, started } = options;
  current = spawn(file, args, { cwd, env, stdio: ['inherit', stdoutToStderr ? 2 : 1, 2] });
  if (current.pid !== undefined) started?.(current.pid);
  return await new Promise((resolve) => {
    current.once('error', (error) => {
      console.error(`${file} cannot be run: ${error.message}`);
      resolve(127);
    });
    current.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
