import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { loadVitalsConfig } from '@agent-vitals/config';
import pc from 'picocolors';
import { createCache } from '../binaries/cache.js';
import { resolveBinaries, serverPrograms, type Binaries } from '../binaries/resolve.js';
import { composeRecord } from '../compose/run-record.js';
import { deriveEnvironment, type Environment } from '../environment.js';
import { checkConfig, writeConfig } from '../program-config.js';
import { createContext } from '../program-context.js';
import { alertmanager } from '../programs/alertmanager.js';
import { programs } from '../programs/index.js';
import { prometheus } from '../programs/prometheus.js';
import type { Program, ProgramConfig, ProgramContext } from '../program.js';
import type { Settings } from '../settings.js';
import { StackError } from '../stack-error.js';
import { readStatus } from '../status.js';
import { print } from './print.js';

/** The programs whose configuration is rendered from vitals.yaml and read again without a restart. */
const RELOADED = [prometheus, alertmanager] as const;

/** One of them, and what its new configuration is checked and put in place with. */
interface Target {
  readonly program: Program;
  readonly config: ProgramConfig;
  readonly context: ProgramContext;
  /** Where it is reached. */
  readonly address: string;
}

/**
 * Renders rules and routes from vitals.yaml, has promtool and amtool check them, and only then gives
 * them to the running stack, which reads them without a restart. What is rejected changes nothing.
 * @throws {StackError} vitals.yaml or what follows from it is wrong, nothing runs, or a program
 * rejects its new configuration and has the one before again
 */
export async function apply(settings: Settings): Promise<number> {
  const { root, dataDir, vitalsConfig } = settings;
  if (composeRecord.read(dataDir) !== undefined) {
    throw new StackError(
      'The stack runs in containers. Run `npm run generate`, then `npm run vitals -- stop` and ' +
        '`npm start`: they read vitals.yaml when they start.',
    );
  }
  const env = environmentOf(settings);
  const targets = await findTargets(settings, env);
  const staging = mkdtempSync(join(tmpdir(), 'vitals-apply-'));
  try {
    await render(root, vitalsConfig, staging);
    const checked = targets.map((target) => ({
      ...target,
      checkedDir: join(staging, 'etc', target.program.name),
    }));
    for (const { config, checkedDir } of checked) writeConfig(config, staging, checkedDir, env);
    const faults = await Promise.all(
      checked.map(({ program, context, checkedDir }) =>
        checkConfig(program, { ...context, configDir: checkedDir }, env),
      ),
    );
    const said = faults.filter((fault) => fault !== undefined);
    if (said.length > 0) throw new StackError(`Nothing was changed.\n${said.join('\n')}`);
    await replace(checked, staging);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  print(`${pc.green('✓')} ${vitalsConfig} is in force: rules and routes were read again.`);
  print(
    `  The score, the probes, the prompt analytics and the Collector read it when the stack is started,`,
  );
  print(
    `  which also takes the committed rules: run \`npm run generate\` so that ${dataDir} keeps this change then.`,
  );
  return 0;
}

function environmentOf({ ports, dataDir, vitalsConfig, env }: Settings): Environment {
  const demo = readStatus(dataDir).some(({ name }) => name === 'demo-api');
  const { retentionDays } = loadVitalsConfig(vitalsConfig);
  return { ...env, ...deriveEnvironment({ ports, dataDir, retentionDays, vitalsConfig, demo }) };
}

async function findTargets(
  { root, dataDir, cacheDir, env: { PATH = '' } }: Settings,
  env: Environment,
): Promise<readonly Target[]> {
  const status = readStatus(dataDir);
  const cache = createCache(cacheDir, root);
  const binaries = new Map<string, Binaries>();
  for (const program of serverPrograms(programs)) {
    if (!RELOADED.some(({ name }) => name === program.name)) continue;
    const found = await resolveBinaries(program, cache, PATH);
    if (found !== undefined) binaries.set(program.name, found);
  }
  return RELOADED.map((program) => {
    const address = status.find(({ name, pid }) => name === program.name && pid !== null)?.address;
    if (address === undefined || address === null) {
      throw new StackError(
        `${program.name} does not run with the data folder ${dataDir}. Start the stack with \`vitals up\`; it reads vitals.yaml then.`,
      );
    }
    return {
      program,
      config: program.config!,
      context: createContext({ program, root, dataDir, env, binaries }),
      address,
    };
  });
}

/** Renders into a tree that is laid out as the checkout, with what is not rendered beside it. */
async function render(root: string, vitalsConfig: string, staging: string): Promise<void> {
  for (const { config, name } of RELOADED) {
    for (const path of config?.include ?? []) {
      if (path === 'rules') continue;
      cpSync(join(root, name, path), join(staging, name, path), { recursive: true });
    }
    try {
      await promisify(execFile)(process.execPath, [
        join(root, name, 'dist/main.js'),
        `--config=${vitalsConfig}`,
        `--into=${staging}`,
      ]);
    } catch (cause) {
      const { stderr } = cause as { stderr?: string };
      throw new StackError(`Nothing was changed.\n${stderr?.trim() || (cause as Error).message}`, {
        cause,
      });
    }
  }
}

/** Makes a folder a copy of another. */
function put(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
}

/** Puts the new configurations in place and has them read; where one is refused, all are as before. */
async function replace(
  targets: readonly (Target & { readonly checkedDir: string })[],
  staging: string,
): Promise<void> {
  const before = (name: string): string => join(staging, 'before', name);
  for (const { program, context } of targets) {
    if (existsSync(context.configDir)) put(context.configDir, before(program.name));
  }
  const refusals: string[] = [];
  for (const { program, context, address, checkedDir } of targets) {
    put(checkedDir, context.configDir);
    const refusal = await reload(program.name, address);
    if (refusal !== undefined) refusals.push(refusal);
  }
  if (refusals.length === 0) return;
  for (const { program, context, address } of targets) {
    put(before(program.name), context.configDir);
    await reload(program.name, address);
  }
  throw new StackError(`The configuration before is in force again.\n${refusals.join('\n')}`);
}

/** Has a program read its configuration again; what it says against it, or undefined. */
async function reload(name: string, address: string): Promise<string | undefined> {
  try {
    const answer = await fetch(new URL('/-/reload', address), {
      method: 'POST',
      signal: AbortSignal.timeout(30_000),
    });
    return answer.ok ? undefined : `${name} refuses it: ${(await answer.text()).trim()}`;
  } catch (error) {
    return `${name} cannot be reached at ${address}: ${(error as Error).message}`;
  }
}
