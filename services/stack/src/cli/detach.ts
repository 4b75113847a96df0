import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { logPath, openLog, sizeOf } from '../log-file.js';
import type { Settings } from '../settings.js';
import { followFile } from './logs.js';
import { print } from './print.js';

/**
 * Starts a launcher in the background and shows what it says until it is ready.
 * @returns 0 once everything is ready; 1 when the launcher has ended before
 */
export async function upDetached({ dataDir, env }: Settings, demo: boolean): Promise<number> {
  const output = logPath(dataDir, 'up');
  const file = openLog(output);
  const from = sizeOf(output);
  const args = [process.argv[1] ?? '', 'up', '--mode=native', ...(demo ? [] : ['--no-demo'])];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', file, file, 'ipc'],
    detached: true,
    env: process.stdout.isTTY ? { ...env, FORCE_COLOR: '1' } : env,
  });
  closeSync(file);
  const done = new AbortController();
  const following = followFile(output, from, done.signal);
  const ready = await new Promise<boolean>((resolve) => {
    child.once('message', () => resolve(true));
    child.once('exit', () => resolve(false));
  });
  done.abort();
  await following;
  if (!ready) return 1;
  child.disconnect();
  child.unref();
  print(`\nIt goes on in the background (pid ${child.pid}).`);
  return 0;
}
