import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const module = join(import.meta.dirname, '../scripts/alone.mjs');

let folder: string;
let lock: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitals-alone-'));
  lock = join(folder, 'lock');
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

/** A process that prepares: `work` is the body of a function that gets `withChild`. */
async function prepares(work: string): Promise<{ stderr: string }> {
  const script = `
    import { alone } from ${JSON.stringify(module)};
    import { appendFile, rm, writeFile } from 'node:fs/promises';
    import { setTimeout as delay } from 'node:timers/promises';
    const folder = ${JSON.stringify(folder)};
    process.exit(await alone(async (withChild) => { ${work} }, ${JSON.stringify(lock)}));`;
  return await run(process.execPath, ['--input-type=module', '-e', script]);
}

/** Fails when another is at work, and notes that it was there. */
const atWork = `
  await writeFile(folder + '/working', '', { flag: 'wx' });
  await delay(50);
  await rm(folder + '/working');
  await appendFile(folder + '/ended', '.');
  return 0;`;

async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.once('exit', resolve));
  return child.pid ?? Number.NaN;
}

describe('preparing a checkout', { timeout: 30_000 }, () => {
  it('is done by one command at a time', async () => {
    await Promise.all(Array.from({ length: 6 }, async () => await prepares(atWork)));
    expect(await readFile(join(folder, 'ended'), 'utf8')).toBe('......');
  });

  it('takes over from processes that are gone, one at a time', async () => {
    await writeFile(lock, `${await endedProcess()} ${await endedProcess()}`);
    await Promise.all(Array.from({ length: 4 }, async () => await prepares(atWork)));
    expect(await readFile(join(folder, 'ended'), 'utf8')).toBe('....');
  });

  it('waits for the child of a process that is gone, and tells so', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
    await writeFile(lock, `${await endedProcess()} ${child.pid}`);
    const waiting = prepares(atWork);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const before = await readFile(join(folder, 'ended'), 'utf8').catch(() => 'nothing');
    child.kill('SIGKILL');
    expect(before).toBe('nothing');
    expect((await waiting).stderr).toContain(String(child.pid));
  });

  it('names its child in the lock, and leaves none behind when it fails', async () => {
    const failing = prepares(`
      withChild(4711);
      await appendFile(folder + '/held', (await import('node:fs')).readFileSync(folder + '/lock'));
      throw new Error('no space left');`);
    await expect(failing).rejects.toThrow('no space left');
    expect(await readFile(join(folder, 'held'), 'utf8')).toMatch(/^\d+ 4711$/);
    await expect(readFile(lock)).rejects.toThrow('ENOENT');
  });
});
