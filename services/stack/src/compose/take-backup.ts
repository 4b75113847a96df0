import { hostname } from 'node:os';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Manifest } from '@agent-vitals/backup-archive';
import { archiveParts } from '../backup/backed-up-programs.js';
import { startGuard, type Guard } from '../backup/guard.js';
import type { BackupWriter } from '../backup/take-backup.js';
import type { BackupRequest } from '../containers/backup-protocol.js';
import type { Settings } from '../settings.js';
import { StackError } from '../stack-error.js';
import { workspaceVersion } from '../workspace-version.js';
import { startBackupContainer, type BackupContainer } from './backup-container.js';
import { composeProject, servicesOf, type ComposeProject } from './project.js';
import { listContainers, type Container } from './status.js';

/** How long it may take to hold on to the files, in milliseconds; 20,000 of them take 0.7 s. */
const heldWithinMs = 60_000;

/** Pauses containers until its input ends; those that it could pause go on if it could not pause all. */
const guardScript = 'docker pause "$@" >/dev/null && echo && read -r _; docker unpause "$@"';

/** Writes a backup of containers, whether they run or not. */
export function composeBackup(settings: Settings): BackupWriter {
  const project = composeProject(settings, false);
  return async (open, signal) => {
    const running = await runningContainers(project);
    const request: BackupRequest = {
      host: hostname(),
      productVersion: workspaceVersion(settings.root),
      versions: await imageVersions(project),
      running: running.map(({ status }) => status.name),
    };
    const container = startBackupContainer(project, ['take', JSON.stringify(request)]);
    try {
      await container.says('ready');
      const began = performance.now();
      const guard = await pause(running, settings.env);
      try {
        container.input.write('\n');
        await Promise.race([container.says('held'), tooLong()]);
      } finally {
        await guard.resume();
      }
      container.input.write(`${performance.now() - began}\n`);
      return await receive(container, open(), signal);
    } finally {
      await container.end();
    }
  };
}

/** Rejects when the programs have stood still for longer than anything could be worth. */
async function tooLong(): Promise<never> {
  await sleep(heldWithinMs, undefined, { ref: false });
  throw new StackError(`The files could not be held on to within ${heldWithinMs / 1000} s.`);
}

/** Takes the archive from its container. */
async function receive(
  container: BackupContainer,
  out: Writable,
  signal: AbortSignal,
): Promise<Manifest> {
  const [{ manifest }] = await Promise.all([
    container.says('done'),
    pipeline(container.output, out, { signal }),
  ]);
  return manifest;
}

/**
 * The containers whose data is backed up and that run.
 * @throws {StackError} one dies and is started again and again: it may begin at any moment
 */
async function runningContainers(project: ComposeProject): Promise<readonly Container[]> {
  const containers = (await listContainers(project)).filter(
    ({ status }) => archiveParts.includes(status.name) && status.state !== 'stopped',
  );
  const faulty = containers.find(({ status }) => status.state === 'restarting');
  if (faulty === undefined) return containers;
  throw new StackError(
    `${faulty.status.name} is restarting: wait until \`docker compose ps\` shows that it runs, or stop it, and ` +
      'try again.',
  );
}

async function pause(containers: readonly Container[], env: Settings['env']): Promise<Guard> {
  if (containers.length === 0) return { resume: async () => {} };
  return await startGuard(
    guardScript,
    containers.map(({ id }) => id),
    env,
  );
}

/** The versions of the images, by service. */
async function imageVersions(project: ComposeProject): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries(
    Object.entries(await servicesOf(project)).map(([name, { image }]) => [
      name,
      image.split(':').at(-1)!.replace(/^v/, ''),
    ]),
  );
}
