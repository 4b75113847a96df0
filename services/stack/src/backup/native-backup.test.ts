import { join } from 'node:path';
import { expect, test } from 'vitest';
import { takeLock } from '../lock.js';
import { launcherLock, runState, type ProgramRecord } from '../run-state.js';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { nativeBackup } from './native-backup.js';
import type { BackupSource } from './write-backup.js';

/** What a backup of the stack with this data folder is made of. */
const stackIn = (dataDir: string): BackupSource =>
  nativeBackup({
    dataDir,
    vitalsConfig: join(dataDir, 'vitals.yaml'),
    retentionDays: 90,
    productVersion: '0.1.0',
    versions: new Map(),
  });

const jaeger = (state: ProgramRecord['state']): ProgramRecord => ({
  name: 'jaeger',
  state,
  version: '2.13.0',
  address: null,
  process: null,
});

test.each([
  ['is being started', false, jaeger('ready'), 'The stack is starting'],
  ['has a program that died', true, jaeger('restarting'), 'jaeger is restarting'],
])('a stack that %s has no moment to be backed up', async (_, ready, program, said) => {
  const dataDir = temporaryFolder();
  takeLock(launcherLock(dataDir));
  runState.write(dataDir, { ready, programs: [program] });
  await expect(stackIn(dataDir).whileStandingStill(() => 'done')).rejects.toThrow(said);
});

test('no stack is started while one that is stopped is backed up', async () => {
  const dataDir = temporaryFolder();
  const { result, stoodStillMs } = await stackIn(dataDir).whileStandingStill(() =>
    takeLock(launcherLock(dataDir)),
  );
  expect(result).toMatchObject({ pid: process.pid });
  expect(stoodStillMs).toBe(0);
  expect(takeLock(launcherLock(dataDir))).toHaveProperty('release');
});
