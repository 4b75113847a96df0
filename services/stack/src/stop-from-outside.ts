import { lockHolder } from './lock.js';
import { isAlive } from './proc.js';
import { runState, launcherLock } from './run-state.js';
import { endStrays, findStrays } from './strays.js';
import { until } from './until.js';

/** Longer than a launcher takes to stop all it has started, in milliseconds. */
const launcherGraceMs = 20_000;

/**
 * Stops the stack of a data folder: asks its launcher, and ends what a killed launcher has left.
 * @returns what was stopped: the launcher's pid, and the names of programs that nothing watched
 */
export async function stopFromOutside(
  dataDir: string,
): Promise<{ readonly launcher?: number; readonly strays: readonly string[] }> {
  const launcher = lockHolder(launcherLock(dataDir));
  if (launcher !== undefined) {
    process.kill(launcher.pid, 'SIGTERM');
    const ended = await until(() => !isAlive(launcher), launcherGraceMs);
    if (!ended) process.kill(launcher.pid, 'SIGKILL');
  }
  const strays = findStrays(dataDir);
  await endStrays(strays, 5_000);
  runState.clear(dataDir);
  const names = [...new Set(strays.map(({ program }) => program))];
  return launcher === undefined ? { strays: names } : { launcher: launcher.pid, strays: names };
}
