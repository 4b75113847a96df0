import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadVitalsConfig } from '@agent-vitals/config';
import pc from 'picocolors';
import { createCache } from '../binaries/cache.js';
import { findGo } from '../binaries/go.js';
import { resolveBinaries, serverPrograms, type Binaries } from '../binaries/resolve.js';
import { lacksForCompose } from '../compose/lacks.js';
import { composeProject } from '../compose/project.js';
import { deriveEnvironment } from '../environment.js';
import {
  availableMemoryBytes,
  freeDiskBytes,
  gib,
  lackOfDisk,
  lackOfMemory,
  needs,
} from '../machine-checks.js';
import { portTable } from '../port-table.js';
import { takenPorts } from '../ports.js';
import { checkConfig, writeConfig } from '../program-config.js';
import { createContext } from '../program-context.js';
import { programs } from '../programs/index.js';
import type { Settings } from '../settings.js';
import { readStatus } from '../status.js';
import { print } from './print.js';

/** One thing that was looked at. */
interface Finding {
  readonly what: string;
  /** What was found, when it is well. */
  readonly well?: string;
  /** What is wrong, and what to do. */
  readonly wrong?: string;
}

/**
 * Looks at everything that `up` needs.
 * @returns 0 when all is well, else 1
 */
export async function doctor(settings: Settings): Promise<number> {
  const running = readStatus(settings.dataDir).length > 0;
  const cache = createCache(settings.cacheDir, settings.root);
  const found = new Map<string, Binaries>();
  for (const program of serverPrograms(programs)) {
    const binaries = await resolveBinaries(program, cache, settings.env['PATH'] ?? '');
    if (binaries !== undefined) found.set(program.name, binaries);
  }
  const findings = [
    { what: 'node', well: process.version },
    ...(await buildTools(settings, found)),
    ...programFindings(found),
    ...machine(settings, found, running),
    ...(await portFindings(settings, running)),
    ...(await configurations(settings, found)),
  ];
  for (const { what, well, wrong } of findings) {
    if (wrong === undefined) print(`${pc.green('✓')} ${what.padEnd(20)} ${well ?? ''}`);
    else print(`${pc.red('✗')} ${what.padEnd(20)} ${wrong.split('\n').join('\n    ')}`);
  }
  const faults = findings.filter(({ wrong }) => wrong !== undefined).length;
  const verdict = faults === 1 ? '1 thing needs attention.' : `${faults} things need attention.`;
  print(faults === 0 ? pc.green('\nAll is well.') : pc.red(`\n${verdict}`));
  return faults === 0 ? 0 : 1;
}

/** Go is needed only while a program is missing, Docker never: the programs run natively too. */
async function buildTools(
  settings: Settings,
  found: ReadonlyMap<string, Binaries>,
): Promise<readonly Finding[]> {
  const path = settings.env['PATH'] ?? '';
  const go = await findGo(path);
  const missing = serverPrograms(programs).filter(({ name }) => !found.has(name));
  const lack = await lacksForCompose(settings, composeProject(settings, true)).catch(
    (error: Error) => error.message,
  );
  const goFinding: Finding =
    go !== undefined
      ? { what: 'go', well: `${go.version} (${go.file})` }
      : missing.length === 0
        ? { what: 'go', well: 'none, and none is needed: every program is there' }
        : {
            what: 'go',
            wrong:
              'none on PATH, and programs are missing. Install Go 1.26 or later from your distribution ' +
              'or from go.dev/dl, or put the programs on PATH.',
          };
  return [
    goFinding,
    {
      what: 'docker',
      well: lack === undefined ? 'it can run in containers' : `not used: ${lack}`,
    },
  ];
}

function programFindings(found: ReadonlyMap<string, Binaries>): readonly Finding[] {
  return serverPrograms(programs).map(({ name, binaries }) => {
    const there = found.get(name);
    if (there === undefined) {
      return { what: name, well: `not there; \`up\` builds ${binaries.version} once` };
    }
    const where = Object.values(there.files)[0] ?? '';
    return { what: name, well: `${there.version} (${where})` };
  });
}

function machine(
  { dataDir, cacheDir }: Settings,
  found: ReadonlyMap<string, Binaries>,
  running: boolean,
): readonly Finding[] {
  const building = serverPrograms(programs).some(({ name }) => !found.has(name));
  const cacheNeeds = building ? needs.buildDisk : 0;
  const memoryNeeds = building ? needs.buildMemory : running ? 0 : needs.memory;
  const lack = lackOfMemory(memoryNeeds, building ? 'building the programs once' : 'the stack');
  return [
    disk('data disk', dataDir, needs.dataDisk, 'the data (VITALS_DATA_DIR)'),
    disk('cache disk', cacheDir, cacheNeeds, 'building the programs once (VITALS_CACHE_DIR)'),
    lack === undefined
      ? { what: 'memory', well: `${gib(availableMemoryBytes())} available` }
      : { what: 'memory', wrong: lack },
  ];
}

function disk(what: string, folder: string, bytes: number, purpose: string): Finding {
  const lack = lackOfDisk(folder, bytes, purpose);
  return lack === undefined
    ? { what, well: `${gib(freeDiskBytes(folder))} free for ${folder}` }
    : { what, wrong: `${lack} Free some, or choose another folder.` };
}

async function portFindings(settings: Settings, running: boolean): Promise<readonly Finding[]> {
  if (running) return [{ what: 'ports', well: 'in use by this stack, which runs' }];
  const names = new Set(programs.map(({ name }) => name));
  const taken = await takenPorts(settings.ports, names);
  if (taken.length > 0) return taken.map((wrong) => ({ what: 'port', wrong }));
  return portTable.map(({ variable, program, purpose }) => ({
    what: `port ${settings.ports[variable]}`,
    well: `free, for ${program} (${purpose}); moved by ${variable}`,
  }));
}

async function configurations(
  settings: Settings,
  found: ReadonlyMap<string, Binaries>,
): Promise<readonly Finding[]> {
  const { root, ports, vitalsConfig } = settings;
  const dataDir = mkdtempSync(join(tmpdir(), 'vitals-doctor-'));
  try {
    const { retentionDays } = loadVitalsConfig(vitalsConfig);
    const env = {
      ...settings.env,
      ...deriveEnvironment({ ports, dataDir, retentionDays, vitalsConfig, demo: true }),
    };
    const checked = programs.filter(({ name, config }) => config !== undefined && found.has(name));
    const findings = await Promise.all(
      checked.map(async (program): Promise<Finding> => {
        const what = `${program.name} config`;
        try {
          const context = createContext({ program, root, dataDir, env, binaries: found });
          if (program.config !== undefined)
            writeConfig(program.config, root, context.configDir, env);
          const wrong = await checkConfig(program, context, env);
          return wrong === undefined ? { what, well: 'valid' } : { what, wrong };
        } catch (error) {
          return { what, wrong: (error as Error).message };
        }
      }),
    );
    return [{ what: 'vitals.yaml', well: vitalsConfig }, ...findings];
  } catch (error) {
    return [{ what: 'vitals.yaml', wrong: (error as Error).message }];
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
