import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { StackError } from '../stack-error.js';
import type { BinaryCommand } from './binary-source.js';
import { findOnPath, type FoundCommand } from './find-on-path.js';

/** The Go that the pinned versions need; `go version go1.26.8 linux/amd64`. */
const goCommand: BinaryCommand = {
  name: 'go',
  onPath: ['go'],
  versionArgs: ['version'],
  versionPattern: /go(\d+\.\d+(?:\.\d+)?)/,
  range: '>=1.26',
};

/** Finds a Go that can build the programs: on PATH, else where its own installer puts it. */
export async function findGo(path: string): Promise<FoundCommand | undefined> {
  return await findOnPath(goCommand, `${path}:/usr/local/go/bin`);
}

/** How one run of the `go` command is set up. */
export interface GoRun {
  readonly go: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Called with each line of stderr, where `go` tells its progress. */
  readonly onLine?: (line: string) => void;
}

/**
 * Runs a command of the Go toolchain in a process group of its own, which the signal ends.
 * @returns what it wrote to stdout
 * @throws {StackError} with the command's own last lines
 */
export async function runGo(run: GoRun): Promise<string> {
  run.signal.throwIfAborted();
  const child = spawn(run.go, run.args, {
    cwd: run.cwd,
    env: { ...run.env, PATH: `${dirname(run.go)}:${run.env['PATH'] ?? ''}` },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const abort = (): void => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  };
  run.signal.addEventListener('abort', abort, { once: true });
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line);
    if (lines.length > 30) lines.shift();
    run.onLine?.(line);
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    run.signal.throwIfAborted();
    if (code === 0) return stdout;
  } finally {
    run.signal.removeEventListener('abort', abort);
  }
  const said = [...lines, ...stdout.trim().split('\n')].slice(-20);
  throw new StackError(
    `\`${[run.go, ...run.args].join(' ')}\` failed in ${run.cwd}:\n${said.map((line) => `    ${line}`).join('\n')}`,
  );
}
