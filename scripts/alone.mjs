import { constants, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAllowed } from './is-allowed.mjs';
import { root } from './paths.mjs';
import { isInterrupted } from './run.mjs';

/** Holds the numbers of the processes that write packages or compiled files now. */
const lockFile = join(root, '.preparing');

const againMs = 200;

/** So long another that found the same processes gone may take to do as this one, in milliseconds. */
const settledMs = 1_000;

/**
 * Prepares the checkout while no other command does: two that install or compile at once write the
 * same files, and npm fails on what the other has just put there. It waits for one that does, and
 * tells so; the lock of processes that are gone is taken over. Whoever may not write there, such as
 * another user who asks for the status, cannot install anything, and does not wait.
 * @param {(withChild: (pid: number) => void) => Promise<number>} prepare gets a function to name a
 *   child that writes: it may outlive this process, and is waited for then
 * @param {string} [file] the lock
 * @returns {Promise<number>} the exit code of `prepare`, or 130 when a signal ended the wait
 */
export async function alone(prepare, file = lockFile) {
  if (!isAllowed(dirname(file), constants.W_OK)) return await prepare(() => {});
  let told = false;
  for (;;) {
    const holders = await take(file);
    if (holders === undefined) break;
    if (isInterrupted()) return 130;
    if (!told && holders.length > 0) {
      told = true;
      console.error(
        `Another command installs or compiles in this checkout (process ${holders.join(', ')}); waiting for it … (Where no such command runs, delete ${file}.)`,
      );
    }
    await delay(againMs);
  }
  try {
    return await prepare((pid) => replace(file, `${process.pid} ${pid}`));
  } finally {
    rmSync(file, { force: true });
  }
}

/** Takes the lock, or tells which processes hold it: none when it has just been released. */
async function take(file) {
  const own = ownFile(file);
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return undefined;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(own, { force: true });
  }
  const holders = read(file);
  if (holders.length === 0 || holders.some(isAlive)) return holders;
  // Another that finds the holders gone does the same: the last one has the lock.
  replace(file, String(process.pid));
  await delay(settledMs);
  const now = read(file);
  return now[0] === process.pid ? undefined : now;
}

/** Never seen half written. */
function replace(file, text) {
  writeFileSync(ownFile(file), text);
  renameSync(ownFile(file), file);
}

function ownFile(file) {
  return `${file}.${process.pid}`;
}

function read(file) {
  try {
    return readFileSync(file, 'utf8').split(' ').map(Number);
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
