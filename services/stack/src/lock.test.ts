import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isLock, lockHolder, takeLock } from './lock.js';
import { identify } from './proc.js';
import { temporaryFolder } from './testing/temporary-folder.js';

function lockFile(): string {
  return join(temporaryFolder(), 'run/launcher.lock');
}

test('a second taker is told who holds the lock, until it is released', () => {
  const file = lockFile();
  const lock = takeLock(file);
  expect(takeLock(file)).toEqual(identify(process.pid));
  if (isLock(lock)) lock.release();
  expect(existsSync(file)).toBe(false);
  expect(isLock(takeLock(file))).toBe(true);
});

test('the lock of a process that has ended does not count', () => {
  const file = lockFile();
  takeLock(file);
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(file, JSON.stringify({ pid, startTime: '1' }));
  expect(lockHolder(file)).toBeUndefined();
  expect(isLock(takeLock(file))).toBe(true);
});

test('a later process with the same pid is not taken for the holder', () => {
  const file = lockFile();
  takeLock(file);
  writeFileSync(file, JSON.stringify({ pid: process.pid, startTime: '1' }));
  expect(isLock(takeLock(file))).toBe(true);
});

test('a lock file that holds nonsense does not block', () => {
  const file = lockFile();
  takeLock(file);
  writeFileSync(file, '');
  expect(isLock(takeLock(file))).toBe(true);
});
