import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How a command is run. */
export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/**
 * Runs a command to its end.
 * @returns what it wrote to stdout
 * @throws {Error} it failed, with its last lines
 */
export async function command(
  [file = '', ...args]: readonly string[],
  { cwd, env, timeoutMs }: CommandOptions = {},
): Promise<string> {
  const child = spawn(file, args, {
    ...(cwd !== undefined && { cwd }),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(timeoutMs !== undefined && { timeout: timeoutMs, killSignal: 'SIGKILL' as const }),
  });
  let output = '';
  let words = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    words += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return output;
  const last = words.trim().split('\n').slice(-15).join('\n');
  throw new Error(`${[file, ...args].join(' ')} failed:\n${last}`);
}

/** Whether a command succeeds. */
export async function succeeds(
  words: readonly string[],
  options?: CommandOptions,
): Promise<boolean> {
  return await command(words, options).then(
    () => true,
    () => false,
  );
}
