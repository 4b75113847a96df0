import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { createBackoff, type Backoff } from './backoff.js';
import { lastLines, openLog, sizeOf } from './log-file.js';
import type { CommandLine } from './program.js';
import { StackError } from './stack-error.js';
import { until } from './until.js';

/** What a supervised program is doing. */
export type ProgramState = 'stopped' | 'starting' | 'ready' | 'restarting' | 'stopping';

/** How a program is run and watched. */
export interface SupervisedOptions {
  readonly name: string;
  readonly command: CommandLine;
  readonly cwd: string;
  /** The whole environment of the process. */
  readonly env: Readonly<Record<string, string>>;
  /** Both of its outputs are appended here. */
  readonly logFile: string;
  /** Resolves when the program is ready; given up by the signal. */
  readonly waitUntilReady: (signal: AbortSignal) => Promise<void>;
  readonly readyWithinMs: number;
  /** How long it may take to stop before it is killed, in milliseconds. */
  readonly stopWithinMs: number;
  readonly backoff?: Backoff;
  /** Ends what the program has left behind after its own process is gone. */
  readonly sweep?: () => Promise<void>;
  readonly onDeath?: (reason: string, restartInMs: number) => void;
  readonly onRestart?: (seconds: number) => void;
  readonly onChange?: () => void;
}

/** A program that is started once and restarted whenever it dies. */
export interface Supervised {
  readonly state: ProgramState;
  readonly pid: number | undefined;
  /**
   * Starts it.
   * @returns the seconds until it was ready
   * @throws {StackError} it died or was not ready in time; the message ends with its last words
   */
  start(): Promise<number>;
  /**
   * Stops it, and does not restart it.
   * @returns whether it had to be killed
   */
  stop(): Promise<boolean>;
}

interface Running {
  readonly pid: number;
  /** How it ended, such as `exit code 1` or `SIGKILL`. */
  readonly ended: Promise<string>;
  readonly hasEnded: () => boolean;
  readonly startedAt: number;
}

/** Watches one program: its readiness, its death, its restart, its end. */
export function createSupervised(options: SupervisedOptions): Supervised {
  const backoff = options.backoff ?? createBackoff();
  let state: ProgramState = 'stopped';
  let running: Running | undefined;
  let restartTimer: NodeJS.Timeout | undefined;
  let wanted = false;

  const become = (next: ProgramState): void => {
    state = next;
    options.onChange?.();
  };

  const launch = async (): Promise<number> => {
    const current = spawnProgram(options);
    running = current;
    options.onChange?.();
    const giveUp = new AbortController();
    const late = AbortSignal.timeout(options.readyWithinMs);
    const failure = await Promise.race([
      options.waitUntilReady(AbortSignal.any([giveUp.signal, late])).then(
        () => undefined,
        () => `was not ready within ${options.readyWithinMs / 1000} s`,
      ),
      current.ended.then((reason) => `ended with ${reason} before it was ready`),
    ]);
    giveUp.abort();
    if (failure !== undefined || !wanted) {
      await end(current, options);
      throw new StackError(`${options.name} ${failure ?? 'was stopped while it started'}`);
    }
    become('ready');
    void current.ended.then((reason) => died(reason, performance.now() - current.startedAt));
    return (performance.now() - current.startedAt) / 1000;
  };

  const died = (reason: string, uptimeMs: number): void => {
    running = undefined;
    if (!wanted) return;
    const delayMs = backoff.next(uptimeMs);
    become('restarting');
    options.onDeath?.(reason, delayMs);
    restartTimer = setTimeout(() => void restart(), delayMs);
  };

  const restart = async (): Promise<void> => {
    try {
      await options.sweep?.();
      if (wanted) options.onRestart?.(await launch());
    } catch (error) {
      died((error as Error).message.replace(`${options.name} `, ''), 0);
    }
  };

  return {
    get state() {
      return state;
    },
    get pid() {
      return running?.pid;
    },
    async start() {
      wanted = true;
      const logBegin = sizeOf(options.logFile);
      become('starting');
      try {
        return await launch();
      } catch (error) {
        wanted = false;
        running = undefined;
        become('stopped');
        throw withLastWords(error as Error, options.logFile, logBegin);
      }
    },
    async stop() {
      wanted = false;
      clearTimeout(restartTimer);
      if (state === 'stopped') return false;
      become('stopping');
      const killed = running === undefined ? false : await end(running, options);
      running = undefined;
      become('stopped');
      return killed;
    },
  };
}

/** Starts the process in a group of its own, which no Ctrl-C in the terminal reaches. */
function spawnProgram({ command, cwd, env, logFile }: SupervisedOptions): Running {
  const log = openLog(logFile);
  const child = spawn(command.file, command.args, {
    cwd,
    env: { ...env, ...command.env },
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  let over = false;
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  void ended.then(() => (over = true));
  return { pid: child.pid ?? 0, ended, hasEnded: () => over, startedAt: performance.now() };
}

/** Ends a process group: asks first, kills when the time is over. */
async function end(running: Running, options: SupervisedOptions): Promise<boolean> {
  signalGroup(running, 'SIGTERM');
  const killed = !(await until(running.hasEnded, options.stopWithinMs));
  // What shares the group may outlive its leader.
  signalGroup(running, 'SIGKILL');
  await running.ended;
  await options.sweep?.();
  return killed;
}

function signalGroup({ pid }: Running, signal: NodeJS.Signals): void {
  if (pid === 0) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended.
  }
}

function withLastWords(error: Error, logFile: string, from: number): StackError {
  const lines = lastLines(logFile, 20, from).map((line) => `    ${line}`);
  return new StackError(`${error.message}. The end of ${logFile}:\n${lines.join('\n')}`, {
    cause: error,
  });
}
