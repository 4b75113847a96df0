import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './system.js';

/** The console alone, without a stack behind it. */
export interface ConsoleProcess {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts the console on a free port.
 * @param env its settings beside the port
 * @throws {Error} it ended before it listened, with what it said
 */
export async function startConsole(env: Readonly<Record<string, string>>): Promise<ConsoleProcess> {
  const child = spawn(process.execPath, [join(root, 'services/console/dist/main.js')], {
    env: { ...process.env, ...env, VITALS_CONSOLE_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    said.push(line);
    const { address } = JSON.parse(line) as { address?: { port: number } };
    if (address === undefined) continue;
    child.stdout.resume();
    return {
      url: `http://127.0.0.1:${address.port}`,
      async stop() {
        if (child.exitCode !== null) return;
        child.kill();
        await once(child, 'exit');
      },
    };
  }
  throw new Error(`The console ended before it listened: ${said.join('\n')}`);
}
