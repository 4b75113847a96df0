import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { logPath, openLog } from '../log-file.js';
import { lockHolder } from '../lock.js';
import { launcherLock, readRunState } from '../run-state.js';
import type { Settings } from '../settings.js';
import { until } from '../until.js';
import { followFile } from './logs.js';
import { print } from './print.js';

/** Longer than building every program takes on a slow machine, in milliseconds. */
const longestStartMs = 2 * 60 * 60 * 1_000;

/**
 * Starts a launcher in the background and shows what it says until it is ready.
 * @returns 0 once everything is ready; 1 when the launcher has ended before
 */
export async function upDetached({ dataDir, env }: Settings, demo: boolean): Promise<number> {
  const output = logPath(dataDir, 'up');
  mkdirSync(dirname(output), { recursive: true });
  const file = openLog(output);
  const from = statSync(output).size;
  const args = [process.argv[1] ?? '', 'up', ...(demo ? [] : ['--no-demo'])];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', file, file],
    detached: true,
    env: process.stdout.isTTY ? { ...env, FORCE_COLOR: '1' } : env,
  });
  closeSync(file);
  let ended = false;
  child.once('exit', () => (ended = true));
  const done = new AbortController();
  const following = followFile(output, from, done.signal);
  await until(() => ended || isReady(dataDir, child.pid), longestStartMs);
  done.abort();
  await following;
  child.unref();
  if (ended) return 1;
  print(
    `It goes on in the background (pid ${child.pid}). Stop it with \`npm run vitals -- stop\`.`,
  );
  return 0;
}

function isReady(dataDir: string, launcher: number | undefined): boolean {
  const holder = lockHolder(launcherLock(dataDir));
  return holder?.pid === launcher && readRunState(dataDir)?.ready === true;
}
