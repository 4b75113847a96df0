import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sizeOf } from '../log-file.js';
import { identify, type ProcessIdentity } from '../proc.js';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { until } from '../until.js';
import { whileStandingStill } from './stand-still.js';

/** A process with a group of its own that appends to a file all the time. */
async function ticking(): Promise<{
  readonly child: ChildProcess;
  readonly identity: ProcessIdentity;
  readonly ticks: () => number;
}> {
  const file = join(temporaryFolder(), 'ticks');
  const script = `setInterval(() => require('node:fs').appendFileSync(${JSON.stringify(file)}, '.'), 5)`;
  const child = spawn(process.execPath, ['-e', script], { detached: true, stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ticks = (): number => sizeOf(file);
  await until(() => ticks() > 0, 5_000);
  return { child, identity: identify(child.pid!)!, ticks };
}

/** Whether it goes on within a time, in milliseconds. */
async function goesOn(ticks: () => number, withinMs: number): Promise<boolean> {
  const before = ticks();
  return await until(() => ticks() > before, withinMs);
}

function waitBusily(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

test('processes stand still while something is done, and go on after it', async () => {
  const { identity, ticks } = await ticking();
  const { result, stoodStillMs } = await whileStandingStill([identity], () => {
    const before = ticks();
    waitBusily(100);
    return ticks() - before;
  });
  expect(result).toBe(0);
  expect(stoodStillMs).toBeGreaterThan(100);
  expect(await goesOn(ticks, 2_000)).toBe(true);
});

test('processes go on when what is done fails', async () => {
  const { identity, ticks } = await ticking();
  const failing = whileStandingStill([identity], () => {
    throw new Error('no space left');
  });
  await expect(failing).rejects.toThrow('no space left');
  expect(await goesOn(ticks, 2_000)).toBe(true);
});

test('processes go on when the one that holds them is killed', async () => {
  const { identity, ticks } = await ticking();
  const compiled = join(import.meta.dirname, '../../dist/backup/stand-still.js');
  const script = `
    import { writeSync } from 'node:fs';
    import { whileStandingStill } from ${JSON.stringify(compiled)};
    await whileStandingStill([${JSON.stringify(identity)}], () => {
      writeSync(1, 'still');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  expect(await goesOn(ticks, 200)).toBe(false);
  holder.kill('SIGKILL');
  expect(await goesOn(ticks, 2_000)).toBe(true);
});

test('a process that has ended is told of', async () => {
  const { child, identity } = await ticking();
  child.kill('SIGKILL');
  await once(child, 'exit');
  await expect(whileStandingStill([identity], () => 'done')).rejects.toThrow('has ended');
});
