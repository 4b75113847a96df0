import { isAlive, isStopped, type ProcessIdentity } from '../proc.js';
import { StackError } from '../stack-error.js';
import { until } from '../until.js';
import { startGuard } from './guard.js';

/** How long the system may take to stop a process, in milliseconds: one that writes finishes first. */
const stoppedWithinMs = 5_000;

/** Has the process groups in its arguments go on; they are stopped here, where it is seen that they are. */
const guardScript = 'echo; read -r _; kill -s CONT -- "$@"';

/**
 * Has processes, with their groups, stand still while something is done. They lose nothing: what is
 * sent to them waits. However this process ends, killed too, they go on.
 * @returns what was done has given, and how long they stood still, in milliseconds
 * @throws {StackError} one of them has ended meanwhile
 */
export async function whileStandingStill<T>(
  processes: readonly ProcessIdentity[],
  work: () => T,
): Promise<{ readonly result: T; readonly stoodStillMs: number }> {
  if (processes.length === 0) return { result: work(), stoodStillMs: 0 };
  const guard = await startGuard(
    guardScript,
    processes.map(({ pid }) => `-${pid}`),
  );
  const began = performance.now();
  let result: T;
  try {
    for (const { pid } of processes.filter(isAlive)) process.kill(-pid, 'SIGSTOP');
    const stopped = await until(
      () => processes.every(({ pid }) => isStopped(pid)),
      stoppedWithinMs,
    );
    result = work();
    if (!stopped || !processes.every(isAlive)) {
      throw new StackError(
        'A program has ended, or was not to be stopped. `vitals status` tells how they are; then try again.',
      );
    }
  } finally {
    await guard.resume();
  }
  return { result, stoodStillMs: performance.now() - began };
}
