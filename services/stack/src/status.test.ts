import { expect, test } from 'vitest';
import { takeLock } from './lock.js';
import { identify } from './proc.js';
import { launcherLock, runState } from './run-state.js';
import { readStatus } from './status.js';
import { temporaryFolder } from './testing/temporary-folder.js';

const self = identify(process.pid) ?? null;
const record = {
  name: 'loki',
  state: 'ready',
  version: '3.7.8',
  address: 'http://127.0.0.1:3100',
  process: self,
} as const;

function dataFolder(): string {
  return temporaryFolder();
}

test('nothing has run: an empty list', () => {
  expect(readStatus(dataFolder())).toEqual([]);
});

test('each program has name, mode, state, version, pid, address and memory', () => {
  const dataDir = dataFolder();
  takeLock(launcherLock(dataDir));
  runState.write(dataDir, { ready: true, programs: [record] });
  const [loki] = readStatus(dataDir);
  expect(loki).toEqual({
    name: 'loki',
    mode: 'native',
    state: 'ready',
    version: '3.7.8',
    pid: process.pid,
    address: 'http://127.0.0.1:3100',
    memoryBytes: loki?.memoryBytes,
  });
  expect(loki?.memoryBytes).toBeGreaterThan(2 ** 20);
});

test('a program whose launcher was killed is orphaned', () => {
  const dataDir = dataFolder();
  const gone = { ...record, name: 'jaeger', process: { pid: process.pid, startTime: '1' } };
  runState.write(dataDir, { ready: true, programs: [record, gone] });
  expect(readStatus(dataDir).map(({ name, state, pid }) => [name, state, pid])).toEqual([
    ['loki', 'orphaned', process.pid],
    ['jaeger', 'stopped', null],
  ]);
});
