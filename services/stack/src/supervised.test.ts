import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createBackoff } from './backoff.js';
import { identify, isAlive } from './proc.js';
import { createSupervised, type Supervised, type SupervisedOptions } from './supervised.js';
import { until } from './until.js';
import { temporaryFolder } from './testing/temporary-folder.js';

interface Trial {
  readonly program: Supervised;
  readonly events: string[];
  readonly folder: string;
}

/** Supervises a script that is ready once it has written the file `ready`. */
function supervise(script: string, options: Partial<SupervisedOptions> = {}): Trial {
  const folder = temporaryFolder();
  const events: string[] = [];
  const program = createSupervised({
    name: 'trial',
    command: { file: process.execPath, args: ['-e', script] },
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '' },
    logFile: join(folder, 'trial.log'),
    waitUntilReady: async (signal) => {
      if (!(await until(() => existsSync(join(folder, 'ready')), 60_000, signal)))
        throw new Error();
    },
    readyWithinMs: 20_000,
    stopWithinMs: 5_000,
    backoff: createBackoff({ firstMs: 10 }),
    onDeath: (reason) => events.push(`died: ${reason}`),
    onRestart: () => events.push('restarted'),
    ...options,
  });
  onTestFinished(async () => {
    await program.stop();
  });
  return { program, events, folder };
}

const stayReady = `require('node:fs').writeFileSync('ready', ''); setInterval(() => {}, 1000);`;

test('a start resolves when the program is ready, not when it runs', async () => {
  const { program, folder } = supervise(`setTimeout(() => { ${stayReady} }, 300);`);
  expect(await program.start()).toBeGreaterThan(0.3);
  expect(existsSync(join(folder, 'ready'))).toBe(true);
  expect(program.state).toBe('ready');
});

test('a program that dies is restarted, and both are told', async () => {
  const { program, events } = supervise(stayReady);
  await program.start();
  const first = program.pid ?? 0;
  process.kill(first, 'SIGKILL');
  expect(await until(() => events.includes('restarted'), 20_000)).toBe(true);
  expect(events).toEqual(['died: SIGKILL', 'restarted']);
  expect(program.pid).not.toBe(first);
});

test('a program that dies before it is ready is an error with its last words', async () => {
  const { program } = supervise(`console.error('the disk is full'); process.exit(3);`);
  await expect(program.start()).rejects.toThrow(
    /^trial ended with exit code 3 before it was ready\. The end of .*trial\.log:\n {4}the disk is full$/,
  );
  expect(program.state).toBe('stopped');
});

test('a program that cannot be run is an error', async () => {
  const { program } = supervise('', { command: { file: '/nowhere/program', args: [] } });
  await expect(program.start()).rejects.toThrow('spawn /nowhere/program ENOENT');
});

test('a program that is not ready in time is an error, and does not stay', async () => {
  const { program } = supervise('setInterval(() => {}, 1000);', { readyWithinMs: 300 });
  const start = program.start();
  const identity = identify(program.pid ?? 0);
  await expect(start).rejects.toThrow('trial was not ready within 0.3 s');
  expect(identity && isAlive(identity)).toBe(false);
});

test('a program that obeys is stopped without being killed', async () => {
  const { program, folder } = supervise(
    `process.on('SIGTERM', () => { console.log('good bye'); process.exit(); }); ${stayReady}`,
  );
  await program.start();
  expect(await program.stop()).toBe(false);
  expect(readFileSync(join(folder, 'trial.log'), 'utf8')).toBe('good bye\n');
});

test('a program that ignores SIGTERM is killed, with what it has started', async () => {
  const { program, folder } = supervise(
    `process.on('SIGTERM', () => {});
     const child = require('node:child_process').spawn('sleep', ['1000']);
     require('node:fs').writeFileSync('child', String(child.pid));
     ${stayReady}`,
    { stopWithinMs: 300 },
  );
  await program.start();
  const child = identify(Number(readFileSync(join(folder, 'child'), 'utf8')));
  expect(child && isAlive(child)).toBe(true);
  expect(await program.stop()).toBe(true);
  expect(await until(() => child !== undefined && !isAlive(child), 5_000)).toBe(true);
});

test('a program that is stopped is not restarted', async () => {
  const { program, events } = supervise(stayReady, { backoff: createBackoff({ firstMs: 60_000 }) });
  await program.start();
  process.kill(program.pid ?? 0, 'SIGKILL');
  expect(await until(() => program.state === 'restarting', 20_000)).toBe(true);
  await program.stop();
  expect(program.state).toBe('stopped');
  expect(events).toEqual(['died: SIGKILL']);
});
