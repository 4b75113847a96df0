import { join } from 'node:path';
import type { Writable } from 'node:stream';
import type { Manifest } from '@agent-vitals/backup-archive';
import { loadVitalsConfig } from '@agent-vitals/config';
import { writeBackup } from '../backup/write-backup.js';
import { StackError } from '../stack-error.js';
import { backedUpVolumes } from './backed-up-volumes.js';
import type { BackupRequest, BackupSaid } from './backup-protocol.js';

/** What {@link takeVolumes} works on. */
export interface VolumesBackup {
  readonly request: BackupRequest;
  /** Holds a folder for each volume. */
  readonly volumes: string;
  /** The path of vitals.yaml. */
  readonly vitalsConfig: string;
  readonly out: Writable;
  /** Tells the host. */
  readonly say: (said: BackupSaid) => void;
  /** What the host answers, a line each. */
  readonly answers: AsyncIterator<string>;
  readonly signal: AbortSignal;
}

/**
 * Backs up the volumes; the host has the programs stand still.
 * @throws {StackError} there is nothing to back up, or the host has gone
 */
export async function takeVolumes(options: VolumesBackup): Promise<Manifest> {
  const { request, volumes, vitalsConfig, out, say, answers, signal } = options;
  const { host, productVersion, versions, running } = request;
  const answer = async (): Promise<string> => {
    const { done, value } = await answers.next();
    if (done === true) throw new StackError('Whoever asked for the backup has gone.');
    return value;
  };
  return await writeBackup(
    {
      folders: backedUpVolumes.map(({ volume, part, rules }) => ({
        part,
        version: versions[part] ?? productVersion,
        path: join(volumes, volume),
        // Each volume is a mount, across which nothing can be linked.
        held: join(volumes, volume, '.backup'),
        rules,
        isInUse: running.includes(part),
      })),
      vitalsConfig,
      about: {
        mode: 'compose',
        host,
        productVersion,
        retentionDays: loadVitalsConfig(vitalsConfig).retentionDays,
      },
      async whileStandingStill(work) {
        say({ type: 'ready' });
        await answer();
        const result = work();
        say({ type: 'held' });
        return { result, stoodStillMs: Number(await answer()) };
      },
    },
    () => out,
    signal,
  );
}
