import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Manifest } from '@agent-vitals/backup-archive';
import { loadVitalsConfig } from '@agent-vitals/config';
import pc from 'picocolors';
import { backedUpPrograms, GRAFANA } from '../backup/backed-up-programs.js';
import { nativeBackup } from '../backup/native-backup.js';
import { checkBackup, restoreBackup } from '../backup/restore-backup.js';
import { takeBackup, type BackupWriter } from '../backup/take-backup.js';
import { writeBackup } from '../backup/write-backup.js';
import { createCache } from '../binaries/cache.js';
import { resolveBinaries, serverPrograms } from '../binaries/resolve.js';
import { chooseMode, type Mode } from '../compose/mode.js';
import { restoreIntoVolumes } from '../compose/restore-backup.js';
import { composeRecord } from '../compose/run-record.js';
import { composeBackup } from '../compose/take-backup.js';
import { givenUp } from '../given-up.js';
import type { Settings } from '../settings.js';
import { readStatus } from '../status.js';
import { workspaceVersion } from '../workspace-version.js';
import { duration, print, size } from './print.js';

/** Backs the stack up, whether it runs or not. */
export async function backup(
  settings: Settings,
  name: string,
  { force, mode }: { readonly force: boolean; readonly mode: Mode },
): Promise<number> {
  const { dataDir } = settings;
  const file = resolve(name);
  const inContainers =
    mode === 'compose' || (mode === 'auto' && composeRecord.read(dataDir) !== undefined);
  const began = performance.now();
  const manifest = await takeBackup(
    { dataDir, file, force, signal: givenUp() },
    inContainers ? composeBackup(settings) : backupOfProcesses(settings),
  );
  printParts(manifest);
  const seconds = duration((performance.now() - began) / 1000);
  print(
    `${pc.green('✓')} ${file}: ${size(statSync(file).size)}, written in ${seconds}. ${stoodStill(manifest)}`,
  );
  return 0;
}

function backupOfProcesses(settings: Settings): BackupWriter {
  const { root, dataDir, vitalsConfig } = settings;
  return async (open, signal) =>
    await writeBackup(
      nativeBackup({
        dataDir,
        vitalsConfig,
        retentionDays: loadVitalsConfig(vitalsConfig).retentionDays,
        productVersion: workspaceVersion(root),
        versions: await versionsOf(settings),
      }),
      open,
      signal,
    );
}

/** Restores a backup into the empty data folder, or empty volumes, or only checks that it could be. */
export async function restore(
  settings: Settings,
  name: string,
  { check, mode: wanted }: { readonly check: boolean; readonly mode: Mode },
): Promise<number> {
  const file = resolve(name);
  if (check) {
    const manifest = await checkBackup(file);
    printParts(manifest);
    print(`${pc.green('✓')} ${file} is whole: ${origin(manifest)}.`);
    return 0;
  }
  const { mode } = await chooseMode(settings, wanted, false);
  const { dataDir, vitalsConfig } = settings;
  const { manifest, configurationDir } =
    mode === 'compose'
      ? await restoreIntoVolumes(settings, file)
      : await restoreBackup(file, dataDir);
  printParts(manifest);
  const place = mode === 'compose' ? 'the volumes of the containers' : dataDir;
  print(`${pc.green('✓')} Restored into ${place}: ${origin(manifest)}.`);
  if (mode === 'native' && manifest.parts.some((part) => part.name === GRAFANA)) {
    print("  Grafana's state is left out: it runs in containers only.");
  }
  print(`  Its vitals.yaml is in ${configurationDir}; compare it with ${vitalsConfig}, which is`);
  const start = mode === 'compose' ? 'npm start -- --mode compose' : 'npm start';
  print(`  the one in force. Now start the stack: ${start}`);
  return 0;
}

/** The versions of the programs: of those that run, else of those that would. */
async function versionsOf({
  root,
  dataDir,
  cacheDir,
  env,
}: Settings): Promise<ReadonlyMap<string, string>> {
  const versions = new Map(readStatus(dataDir).map(({ name, version }) => [name, version]));
  const cache = createCache(cacheDir, root);
  for (const program of serverPrograms(backedUpPrograms)) {
    if (versions.has(program.name)) continue;
    const found = await resolveBinaries(program, cache, env['PATH'] ?? '');
    versions.set(program.name, found?.version ?? program.binaries.version);
  }
  return versions;
}

function printParts({ parts }: Manifest): void {
  for (const { name, version, files, bytes } of parts) {
    print(
      `  ${name.padEnd(16)} ${version.padEnd(10)} ${size(bytes).padStart(9)} in ${files} files`,
    );
  }
}

const origin = ({ takenAt, host, productVersion, retentionDays }: Manifest): string =>
  `taken on ${host} at ${takenAt} by agent-vitals ${productVersion}, ${retentionDays} days kept`;

const stoodStill = ({ stoodStillMs }: Manifest): string =>
  stoodStillMs === 0
    ? 'The stack does not run.'
    : `The programs stood still for ${duration(stoodStillMs / 1000)}.`;
