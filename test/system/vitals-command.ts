import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { cacheDir, root } from './system.js';
import { waitFor } from './wait.js';

/** The `vitals` command, run as a person would. */
export interface VitalsCommand {
  readonly process: ChildProcess;
  /** What it has printed so far, both streams together, without colours. */
  output(): string;
  /** Resolves when the output holds the text; fails when the command ends before. */
  prints(text: string | RegExp, timeoutMs?: number): Promise<void>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

/**
 * Runs `vitals` with its own environment, as processes unless that says otherwise.
 * @param env variables on top of the test's own, such as `VITALS_DATA_DIR`
 */
export function runVitals(args: readonly string[], env: Record<string, string>): VitalsCommand {
  const child = spawn(process.execPath, [join(root, 'services/stack/dist/main.js'), ...args], {
    env: { ...process.env, VITALS_CACHE_DIR: cacheDir, VITALS_MODE: 'native', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  const output = (): string => stripVTControlCharacters(printed);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    process: child,
    output,
    ended,
    async prints(text, timeoutMs) {
      const holds = (): boolean =>
        typeof text === 'string' ? output().includes(text) : text.test(output());
      const said = await waitFor(
        `${String(text)} in the output of vitals ${args.join(' ')}`,
        async () => holds() || child.exitCode !== null || undefined,
        timeoutMs,
      );
      if (!said || !holds()) {
        throw new Error(`vitals ${args.join(' ')} did not print ${String(text)}:\n${output()}`);
      }
    },
  };
}

/** Whether a process is there. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
