import { spawn } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { endStrays, findStrays, marks } from './strays.js';
import { stopFromOutside } from './stop-from-outside.js';
import { until } from './until.js';
import { temporaryFolder } from './testing/temporary-folder.js';

function dataFolder(): string {
  return temporaryFolder();
}

/** A shell that starts another program and is killed, as a launcher may be. */
async function leaveStray(dataDir: string, program: string, script: string): Promise<number> {
  const shell = spawn('sh', ['-c', `${script} & echo $!; wait`], {
    env: { ...process.env, ...marks(dataDir, program) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const pid = await new Promise<number>((resolve) => {
    shell.stdout.once('data', (data: Buffer) => resolve(Number(String(data))));
  });
  const exited = new Promise((resolve) => void shell.once('exit', resolve));
  shell.kill('SIGKILL');
  await exited;
  onTestFinished(() => endStrays(findStrays(dataDir), 0));
  return pid;
}

test('what a killed process has left is found by its marks and ended', async () => {
  const dataDir = dataFolder();
  const pid = await leaveStray(dataDir, 'loki', 'sleep 1000');
  expect(findStrays(dataDir)).toMatchObject([{ pid, program: 'loki' }]);
  await endStrays(findStrays(dataDir), 5_000);
  expect(findStrays(dataDir)).toEqual([]);
});

test('only the strays of the asked program and data folder are found', async () => {
  const [one, other] = [dataFolder(), dataFolder()];
  await leaveStray(one, 'loki', 'sleep 1000');
  await leaveStray(one, 'jaeger', 'sleep 1000');
  await leaveStray(other, 'loki', 'sleep 1000');
  expect(findStrays(one, 'loki').map(({ program }) => program)).toEqual(['loki']);
  expect(findStrays(one)).toHaveLength(2);
});

test('a stray that ignores SIGTERM is killed', async () => {
  const dataDir = dataFolder();
  await leaveStray(dataDir, 'loki', `sh -c 'trap "" TERM; while :; do sleep 1; done'`);
  await endStrays(findStrays(dataDir), 200);
  expect(await until(() => findStrays(dataDir).length === 0, 5_000)).toBe(true);
});

test('stop ends what a killed launcher has left, and names it', async () => {
  const dataDir = dataFolder();
  await leaveStray(dataDir, 'demo-api', 'sleep 1000');
  expect(await stopFromOutside(dataDir)).toEqual({ strays: ['demo-api'] });
  expect(await stopFromOutside(dataDir)).toEqual({ strays: [] });
});
