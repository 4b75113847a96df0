import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheDir } from '../system/system.js';
import { waitFor } from '../system/wait.js';
import { succeeds } from './command.js';
import { canInstall, install } from './debian.js';

/** A Docker engine that answers. */
export interface Engine {
  /** What makes the `docker` command ask it. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether it was started here, for the tests alone. */
  readonly own: boolean;
  /** Ends it, when it was started here. */
  stop(): Promise<void>;
}

/**
 * Finds the engine that answers, or starts one with Debian's `docker.io`.
 * @throws {Error} there is none, and none can be started
 */
export async function haveEngine(): Promise<Engine> {
  if (await answers({})) return { env: {}, own: false, stop: async () => {} };
  if (process.getuid?.() !== 0) {
    throw new Error('no Docker engine answers, and only root can start one');
  }
  if (!(await succeeds(['dockerd', '--version']))) {
    if (!(await canInstall())) throw new Error('no Docker engine answers, and there is no dockerd');
    await install('docker.io');
  }
  return await startEngine();
}

const answers = (env: Readonly<Record<string, string>>): Promise<boolean> =>
  succeeds(['docker', 'version'], { env, timeoutMs: 10_000 });

/** What tests that were killed have left, and stages of images that are no longer built on. */
const LEFTOVERS = [
  ['container', 'prune'],
  ['volume', 'prune'],
  ['image', 'prune', '--filter=until=24h'],
];

/** Starts an engine of the tests' own; its images stay for the next time. */
async function startEngine(): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'vitals-engine-'));
  const socket = `unix://${join(folder, 'docker.sock')}`;
  const env = { DOCKER_HOST: socket };
  const logFile = join(folder, 'log');
  const log = openSync(logFile, 'a');
  const child = spawn(
    'dockerd',
    [
      `--data-root=${join(cacheDir, 'test-engine')}`,
      `--exec-root=${join(folder, 'exec')}`,
      `--pidfile=${join(folder, 'pid')}`,
      `--host=${socket}`,
    ],
    { stdio: ['ignore', log, log] },
  );
  closeSync(log);
  const gone = once(child, 'exit').then(() => true);
  const started = waitFor(
    'the Docker engine',
    async () => (await answers(env)) || undefined,
    60_000,
  );
  if (await Promise.race([gone, started.then(() => false)])) {
    const words = readFileSync(logFile, 'utf8').trim().split('\n').at(-1);
    throw new Error(`no Docker engine answers, and dockerd cannot run here: ${words}`);
  }
  return {
    env,
    own: true,
    async stop() {
      for (const words of LEFTOVERS) await succeeds(['docker', ...words, '--force'], { env });
      await end(child);
      await unmountNamespaces(join(folder, 'exec', 'netns'));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An engine leaves the network namespace of its containers that share it mounted. */
async function unmountNamespaces(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) await succeeds(['umount', join(folder, name)]);
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
