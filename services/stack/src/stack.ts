import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadVitalsConfig } from '@agent-vitals/config';
import { createCache } from './binaries/cache.js';
import { haveBinaries } from './binaries/have-binaries.js';
import { serverPrograms, type Binaries } from './binaries/resolve.js';
import { deriveEnvironment, withoutDemo, type Environment } from './environment.js';
import type { StackEvent } from './events.js';
import { isLock, takeLock, type Lock } from './lock.js';
import { freePorts, resolvePorts } from './ports.js';
import type { PortVariable, Ports } from './port-table.js';
import { preflight } from './preflight.js';
import { checkConfig, writeConfig } from './program-config.js';
import { createContext } from './program-context.js';
import { programs as allPrograms } from './programs/index.js';
import type { Program } from './program.js';
import { runState, launcherLock } from './run-state.js';
import { StackError } from './stack-error.js';
import { describe, type ProgramStatus } from './status.js';
import { endStrays, findStrays } from './strays.js';
import { createSupervisor, type Supervisor } from './supervisor.js';
import { urlsOf, type StackUrls } from './urls.js';

/** How a stack is run. */
export interface StackOptions {
  /** The checkout. */
  readonly root: string;
  /** Holds all data, logs and the run state; made when it is missing. One stack a folder. */
  readonly dataDir: string;
  /** Holds the programs that were built; shared by all stacks of a user. */
  readonly cacheDir: string;
  /** Ports by variable, where they differ from their defaults; or `free` for ports that are free now. */
  readonly ports?: 'free' | Readonly<Partial<Record<PortVariable, number>>>;
  /** The environment that the programs inherit; PATH in it is searched for programs and for Go. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether the demo agent system runs too. */
  readonly demo: boolean;
  /** The path of vitals.yaml; by default the one in the checkout. */
  readonly vitalsConfig?: string;
  readonly onEvent?: (event: StackEvent) => void;
}

/** Every program of agent-vitals, run as native processes. */
export interface Stack {
  readonly ports: Ports;
  readonly urls: StackUrls;
  /**
   * Finds or builds the programs, checks the machine and the configurations, starts all, and resolves
   * when each has answered. After `stop` it may be called again; the data is still there.
   * @throws {StackError} saying what is wrong and what to do; nothing is left running
   */
  start(): Promise<void>;
  /** Stops all within 15 s, those that others need last; a start that is under way is given up. */
  stop(): Promise<void>;
  status(): readonly ProgramStatus[];
}

/**
 * Creates a stack; nothing runs until it is started.
 * @throws {StackError} a port is no port, or given twice
 */
export async function createStack(options: StackOptions): Promise<Stack> {
  const dataDir = resolve(options.dataDir);
  const onEvent = options.onEvent ?? ((): void => undefined);
  const programs = allPrograms.filter(({ demo }) => options.demo || demo !== true);
  const ports = await choosePorts(options.ports ?? {});
  const cache = createCache(resolve(options.cacheDir), options.root);
  let lock: Lock | undefined;
  let supervisor: Supervisor | undefined;
  let abort = new AbortController();

  const findBinaries = async (): Promise<ReadonlyMap<string, Binaries>> => {
    const { root, cacheDir, env } = options;
    return await haveBinaries({
      programs: serverPrograms(programs),
      cache,
      root,
      env,
      signal: abort.signal,
      onEvent,
      beforeBuild: (missing) =>
        preflight({
          ports,
          programs: new Set(programs.map(({ name }) => name)),
          dataDir,
          cacheDir,
          missing,
        }),
    });
  };

  const prepare = async (): Promise<Supervisor> => {
    const strays = findStrays(dataDir);
    if (strays.length > 0) {
      const names = [...new Set(strays.map(({ program }) => program))].join(', ');
      onEvent({ type: 'note', text: `Ending what a killed launcher has left: ${names}.` });
      await endStrays(strays, 5_000);
    }
    const { demo } = options;
    const vitalsConfig = resolve(options.vitalsConfig ?? join(options.root, 'vitals.yaml'));
    const { retentionDays } = loadVitalsConfig(vitalsConfig);
    const env: Environment = {
      ...(demo ? options.env : withoutDemo(options.env)),
      ...deriveEnvironment({ ports, dataDir, retentionDays, vitalsConfig, demo }),
    };
    const binaries = await findBinaries();
    const started = programs.map((program) => ({
      program,
      context: createContext({ program, root: options.root, dataDir, env, binaries }),
      version: binaries.get(program.name)?.version,
    }));
    await checkConfigs(started, options.root, env);
    abort.signal.throwIfAborted();
    return createSupervisor({ programs: started, root: options.root, dataDir, env, onEvent });
  };

  const stop = async (): Promise<void> => {
    abort.abort();
    await supervisor?.stop();
    supervisor = undefined;
    if (lock !== undefined) runState.clear(dataDir);
    lock?.release();
    lock = undefined;
  };

  return {
    ports,
    urls: urlsOf(ports),
    async start() {
      abort = new AbortController();
      mkdirSync(dataDir, { recursive: true });
      lock = takeLauncherLock(dataDir);
      runState.clear(dataDir);
      try {
        supervisor = await prepare();
        await supervisor.start();
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop,
    status: () => supervisor?.records().map(describe) ?? [],
  };
}

async function choosePorts(wanted: NonNullable<StackOptions['ports']>): Promise<Ports> {
  if (wanted === 'free') return await freePorts();
  const entries = Object.entries(wanted).map(([name, port]) => [name, String(port)]);
  return resolvePorts(Object.fromEntries(entries) as Record<string, string>);
}

function takeLauncherLock(dataDir: string): Lock {
  const lock = takeLock(launcherLock(dataDir));
  if (isLock(lock)) return lock;
  throw new StackError(
    `A stack with the data folder ${dataDir} is already run by pid ${lock.pid}. ` +
      `Stop it with \`npm run vitals -- stop\`, or give this one a folder of its own: VITALS_DATA_DIR=…`,
  );
}

/** Writes all configurations, then has every program check its own; all faults are told at once. */
async function checkConfigs(
  started: readonly { program: Program; context: ReturnType<typeof createContext> }[],
  root: string,
  env: Environment,
): Promise<void> {
  for (const { program, context } of started) {
    if (program.config !== undefined) writeConfig(program.config, root, context.configDir, env);
  }
  const faults = await Promise.all(
    started.map(({ program, context }) => checkConfig(program, context, env)),
  );
  const said = faults.filter((fault) => fault !== undefined);
  if (said.length > 0) throw new StackError(said.join('\n'));
}
