import type { Environment } from './environment.js';
import type { StackEvent } from './events.js';
import { logPath, rotateLog } from './log-file.js';
import { levels, stopWithinMs } from './order.js';
import { addressAt, urlAt } from './ports.js';
import { identify } from './proc.js';
import type { Program, ProgramContext } from './program.js';
import { waitUntilReady } from './readiness.js';
import { runState, type ProgramRecord } from './run-state.js';
import { endStrays, findStrays, marks } from './strays.js';
import { createSupervised, type Supervised } from './supervised.js';
import { workspaceVersion } from './workspace-version.js';

/** A program with what it is started with. */
export interface StartedProgram {
  readonly program: Program;
  readonly context: ProgramContext;
  /** The version of its commands; that of its workspace when it has none. */
  readonly version: string | undefined;
}

/** Runs a set of programs in their order. */
export interface Supervisor {
  /** Starts each program as soon as those that it needs are ready. */
  start(): Promise<void>;
  /** Stops in the reverse order. */
  stop(): Promise<void>;
  records(): readonly ProgramRecord[];
}

/** How often the logs are looked at, in milliseconds. */
const rotationIntervalMs = 10_000;

/** Starts, watches and stops programs, and writes down their state. */
export function createSupervisor(options: {
  readonly programs: readonly StartedProgram[];
  readonly root: string;
  readonly dataDir: string;
  readonly env: Environment;
  readonly onEvent: (event: StackEvent) => void;
}): Supervisor {
  const { root, dataDir, env, onEvent } = options;
  let ready = false;
  let stopping = false;
  let rotation: NodeJS.Timeout | undefined;

  const records = (): readonly ProgramRecord[] =>
    options.programs.map(({ program, version }) => {
      const watched = supervised.get(program.name);
      return {
        name: program.name,
        state: watched?.state ?? 'stopped',
        version: version ?? workspaceVersion(root, program.workspace),
        address: addressOf(program, env),
        process: watched?.pid === undefined ? null : (identify(watched.pid) ?? null),
      };
    });
  const save = (): void => runState.write(dataDir, { ready, programs: records() });

  const supervised: ReadonlyMap<string, Supervised> = new Map(
    options.programs.map(({ program, context }) => {
      const { name } = program;
      const readiness = program.readiness(context);
      return [
        name,
        createSupervised({
          name,
          command: program.run(context),
          cwd: root,
          env: { ...env, ...marks(dataDir, name) },
          logFile: logPath(dataDir, name),
          waitUntilReady: (signal) => waitUntilReady(readiness, signal),
          readyWithinMs: program.readyWithinMs ?? 60_000,
          stopWithinMs: stopWithinMs(program),
          sweep: () => endStrays(findStrays(dataDir, name), 2_000),
          onDeath: (reason, restartInMs) => onEvent({ type: 'died', name, reason, restartInMs }),
          onRestart: (seconds) => onEvent({ type: 'restarted', name, seconds }),
          onChange: save,
        }),
      ];
    }),
  );

  const startOne = async (name: string): Promise<void> => {
    if (stopping) return;
    onEvent({ type: 'starting', name });
    const seconds = await supervised.get(name)?.start();
    onEvent({ type: 'ready', name, seconds: seconds ?? 0 });
  };

  return {
    records,
    async start() {
      rotation = setInterval(() => {
        for (const name of supervised.keys()) rotateLog(logPath(dataDir, name));
      }, rotationIntervalMs);
      const starts = new Map<string, Promise<void>>();
      for (const { name, after } of levels(options.programs.map(({ program }) => program)).flat()) {
        const needed = after.map(async (other) => await starts.get(other));
        starts.set(
          name,
          Promise.all(needed).then(() => startOne(name)),
        );
      }
      await Promise.all(starts.values());
      ready = true;
      save();
    },
    async stop() {
      stopping = true;
      clearInterval(rotation);
      onEvent({ type: 'stopping' });
      for (const level of levels(options.programs.map(({ program }) => program)).toReversed()) {
        await Promise.all(
          level.map(async ({ name }) => {
            const watched = supervised.get(name);
            if (watched === undefined || watched.state === 'stopped') return;
            const killed = await watched.stop();
            onEvent({ type: 'stopped', name, killed });
          }),
        );
      }
      // Nothing is left behind, not even what a program has started and forgotten.
      await endStrays(findStrays(dataDir), 0);
    },
  };
}

function addressOf({ address }: Program, env: Environment): string | null {
  if (address === undefined) return null;
  const port = Number(env[address.port]);
  return address.scheme === 'http' ? urlAt(port) : addressAt(port);
}
