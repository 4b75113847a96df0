import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What a run of the `docker` command said. */
export interface DockerAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a run of the `docker` command is set up. */
export interface DockerRun {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** How long it may take; it is ended after that. Default: no limit. */
  readonly timeoutMs?: number;
  /** Whether its words go to the terminal as they come, in place of the answer. */
  readonly shown?: boolean;
}

/** Runs the `docker` command. A missing command is an answer too: code 127. */
export async function docker(run: DockerRun): Promise<DockerAnswer> {
  const child = spawn('docker', run.args, {
    cwd: run.cwd,
    env: run.env,
    stdio: run.shown ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    ...(run.timeoutMs !== undefined && { timeout: run.timeoutMs, killSignal: 'SIGKILL' as const }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    if (signal === null) return { code: code ?? 1, stdout, stderr };
    return { code: 124, stdout, stderr: `no answer within ${(run.timeoutMs ?? 0) / 1000} s` };
  } catch (error) {
    return { code: 127, stdout, stderr: (error as Error).message };
  }
}
