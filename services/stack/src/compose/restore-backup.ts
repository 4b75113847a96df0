import { createReadStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { CONFIGURATION, discard } from '@agent-vitals/backup-archive';
import { readBackup, type Restored } from '../backup/restore-backup.js';
import type { Settings } from '../settings.js';
import { StackError } from '../stack-error.js';
import { startBackupContainer } from './backup-container.js';
import { composeProject } from './project.js';
import { listContainers } from './status.js';

/**
 * Puts a backup into the empty volumes of containers that do not run, once all of it has proved right.
 * @throws {StackError} a container runs, or a volume is not empty
 * @throws {ArchiveError} the backup cannot be restored
 */
export async function restoreIntoVolumes(settings: Settings, file: string): Promise<Restored> {
  const project = composeProject(settings, false);
  const running = (await listContainers(project)).filter(
    ({ status }) => status.state !== 'stopped',
  );
  if (running.length > 0) {
    throw new StackError(
      `The containers run (${running.map(({ status }) => status.name).join(', ')}). A backup is restored into empty ` +
        'volumes: docker compose down --volumes removes what there is.',
    );
  }
  const configuration = new Map<string, Buffer>();
  await readBackup(file, async (path, content) => {
    if (!path.startsWith(`${CONFIGURATION}/`)) return await discard(path, content);
    configuration.set(basename(path), await buffer(content));
  });

  const container = startBackupContainer(project, ['restore']);
  try {
    const reading = pipeline(createReadStream(file), container.input);
    // Where the container refuses the backup, its words tell why.
    reading.catch(() => undefined);
    const { manifest } = await container.says('done');
    const configurationDir = join(settings.dataDir, 'restored-configuration');
    rmSync(configurationDir, { recursive: true, force: true });
    mkdirSync(configurationDir, { recursive: true });
    for (const [name, content] of configuration) {
      writeFileSync(join(configurationDir, name), content);
    }
    return { manifest, configurationDir };
  } finally {
    await container.end();
  }
}
