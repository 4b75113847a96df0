import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A program that says on which port it listens. */
export interface ListeningProcess {
  readonly url: string;
  /** Seconds from its start until it listened. */
  readonly startSeconds: number;
  stop(): Promise<void>;
}

const STOP_MS = 10_000;

const portOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    let words = '';
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (words += text));
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      words += text;
      const port = /listening on (\d+)/.exec(words)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    child.on('exit', (code) =>
      reject(new Error(`ended with ${code} before it listened:\n${words}`)),
    );
  });

/** Starts Node with `args` and waits until it listens. */
export async function startListening(
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<ListeningProcess> {
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const port = await portOf(child);
  return {
    url: `http://127.0.0.1:${port}`,
    startSeconds: (performance.now() - began) / 1000,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}
