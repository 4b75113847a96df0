import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { run } from './run.mjs';

/**
 * Installs the packages when they are missing or older than the lock file.
 * @param {(pid: number) => void} started gets npm's process
 * @returns {Promise<number>} npm's exit code
 */
export async function install(started) {
  const installed = join(root, 'node_modules/.package-lock.json');
  const locked = join(root, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(locked).mtimeMs) return 0;
  const began = performance.now();
  console.error('Installing the packages of package-lock.json …');
  const told = setInterval(() => {
    console.error(`  … ${Math.round((performance.now() - began) / 1000)} s`);
  }, 15_000);
  // Exactly what the lock file says. Errors only: the packages want a newer Node than npm may run
  // under here, and will get it.
  const npm = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  // The environment as npm set it up: its own Node must stay first on PATH.
  const code = await run(
    process.env.npm_execpath === undefined
      ? ['npm', ...npm]
      : [process.execPath, process.env.npm_execpath, ...npm],
    { env: process.env, stdoutToStderr: true, started },
  );
  clearInterval(told);
  if (code === 0)
    console.error(`Installed in ${Math.round((performance.now() - began) / 1000)} s.`);
  else
    console.error(
      'The packages could not be installed; npm says above why. Run the same command again.',
    );
  return code;
}
