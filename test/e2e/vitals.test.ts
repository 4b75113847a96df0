import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStack, type ProgramStatus } from '@agent-vitals/stack';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { getJson } from '../system/http.js';
import { cacheDir, root } from '../system/system.js';
import { isRunning, runVitals, type VitalsCommand } from '../system/vitals-command.js';
import { waitFor } from '../system/wait.js';

const PROGRAMS = [
  'alert-history',
  'alertmanager',
  'collector',
  'console',
  'health-score',
  'jaeger',
  'loki',
  'mailpit',
  'prometheus',
  'prompt-analytics',
];

let dataDir: string;
let env: Record<string, string>;
let up: VitalsCommand;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'vitals-test-'));
  // Asked for its free ports only; it is never started.
  const { ports } = await createStack({
    root,
    dataDir,
    cacheDir,
    ports: 'free',
    demo: false,
    env: {},
  });
  env = { VITALS_DATA_DIR: dataDir };
  for (const [variable, port] of Object.entries(ports)) env[variable] = String(port);
});
afterAll(async () => {
  up?.process.kill('SIGTERM');
  await up?.ended;
  rmSync(dataDir, { recursive: true, force: true });
});

async function status(): Promise<Map<string, ProgramStatus>> {
  const command = runVitals(['status', '--json'], env);
  await command.ended;
  const programs = JSON.parse(command.output()) as ProgramStatus[];
  return new Map(programs.map((program) => [program.name, program]));
}

it('says which program holds a port that it needs and which variable moves it', async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => {
    holder.listen(Number(env['VITALS_CONSOLE_PORT']), '127.0.0.1', resolve);
  });
  const refused = runVitals(['up', '--no-demo', '--mode=native'], env);
  expect(await refused.ended).toBe(1);
  expect(refused.output()).toContain(env['VITALS_CONSOLE_PORT']);
  expect(refused.output()).toContain('VITALS_CONSOLE_PORT');
  expect(refused.output()).toContain(`pid ${process.pid}`);
  holder.close();
});

it('refuses a vitals.yaml that is wrong, with the line and the value', async () => {
  const file = join(dataDir, 'vitals.yaml');
  const text = readFileSync(join(root, 'vitals.yaml'), 'utf8');
  writeFileSync(file, text.replace('retentionDays: 90', 'retentionDays: forever'));
  const refused = runVitals(['up', '--no-demo', '--mode=native'], { ...env, VITALS_CONFIG: file });
  expect(await refused.ended).toBe(1);
  expect(refused.output()).toMatch(/vitals\.yaml:\d+:\d+: retentionDays: .*"forever"/);
});

it('starts every program, says where to look, and tells the state of each', async () => {
  up = runVitals(['up', '--no-demo', '--mode=native'], env);
  await up.prints('Everything is ready', 120_000);
  expect(up.output()).toContain(`http://127.0.0.1:${env['VITALS_CONSOLE_PORT']}`);
  const programs = await status();
  expect([...programs.keys()].toSorted((a, b) => a.localeCompare(b))).toEqual(PROGRAMS);
  for (const program of programs.values()) {
    expect(program).toMatchObject({
      mode: 'native',
      state: 'ready',
      version: expect.stringMatching(/^\d/),
    });
    expect(isRunning(program.pid!)).toBe(true);
    expect(program.memoryBytes).toBeGreaterThan(1e6);
  }
});

it('lets nobody start a second one on the same data', async () => {
  const second = runVitals(['up', '--no-demo', '--mode=native'], env);
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`pid ${up.process.pid}`);
});

it('listens on the loopback interface only', async () => {
  const pids = new Set([...(await status()).values()].map(({ pid }) => pid!));
  expect(listeningAddresses(pids).filter((address) => address !== '127.0.0.1')).toEqual([]);
});

it('starts a program again that was killed, and says so [S5]', async () => {
  const before = (await status()).get('prometheus')!;
  process.kill(before.pid!, 'SIGKILL');
  await up.prints('prometheus died (SIGKILL)');
  await up.prints('prometheus is back');
  const after = (await status()).get('prometheus')!;
  expect(after.state).toBe('ready');
  expect(after.pid).not.toBe(before.pid);
  await getJson(`http://127.0.0.1:${env['VITALS_PROMETHEUS_PORT']}`, '/api/v1/query', {
    query: 'up',
  });
});

it('stops everything within 15 s on Ctrl-C and leaves nothing behind', async () => {
  const pids = [...(await status()).values()].map(({ pid }) => pid!);
  const began = performance.now();
  up.process.kill('SIGINT');
  expect(await up.ended).toBe(0);
  expect(performance.now() - began).toBeLessThan(15_000);
  await waitFor('every program to be gone', async () => !pids.some(isRunning) || undefined, 1_000);
  expect(await status()).toEqual(new Map());
});

/** The addresses on which processes listen for TCP, from /proc. */
function listeningAddresses(pids: ReadonlySet<number>): string[] {
  const inodes = new Set<string>();
  for (const pid of pids) for (const inode of socketInodes(pid)) inodes.add(inode);
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === '0A' && inodes.has(inode!))
      .map(([, local]) => (local!.startsWith('0100007F:') ? '127.0.0.1' : local!)),
  );
}

function socketInodes(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).flatMap((descriptor) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(join(folder, descriptor)))?.[1] ?? [];
    } catch {
      return []; // closed meanwhile
    }
  });
}
