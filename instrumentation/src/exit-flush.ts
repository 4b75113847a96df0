import { diag } from '@opentelemetry/api';
import { setTimeout } from 'node:timers/promises';
import { inspect } from 'node:util';

/** Options of {@link flushOnExit}. */
export interface ExitFlushOptions {
  /** Exports what is left. Never rejects. */
  readonly flush: () => Promise<void>;
  /** Called before the last export, which is not tried again where it fails. */
  readonly lastCall: () => void;
  /** Breaks off what is under way when its time is over, so that nothing holds the process. */
  readonly giveUp: () => void;
  /** Milliseconds that the last export may take. */
  readonly timeoutMs: number;
}

/** What the parts of the SDK have to notice that their requests were broken off. */
const GRACE_MS = 500;

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** Node's own exit code after an uncaught error. */
const UNCAUGHT_EXIT_CODE = 1;

/**
 * Exports what is left when the process ends: at the end of its work, on SIGTERM and SIGINT, and
 * after an uncaught error. Where the application listens to these itself, it decides when the
 * process ends, and this only starts the export; otherwise the process ends as it would have
 * without: by the same signal, or with Node's message and exit code.
 *
 * @returns a function that takes the listeners away
 */
export function flushOnExit(options: ExitFlushOptions): () => void {
  const { flush, lastCall, giveUp, timeoutMs } = options;

  const timeOut = async (done: AbortSignal): Promise<void> => {
    try {
      // These timers are all that keeps the process alive meanwhile.
      await setTimeout(timeoutMs, undefined, { signal: done });
      diag.warn(`agent-vitals: the last export was given up after ${timeoutMs} ms`);
      giveUp();
      await setTimeout(GRACE_MS, undefined, { signal: done });
    } catch {
      // The export was done in time.
    }
  };

  const lastExport = async (): Promise<void> => {
    lastCall();
    const done = new AbortController();
    await Promise.race([flush(), timeOut(done.signal)]);
    done.abort();
  };

  const onBeforeExit = (): void => void lastExport();

  const onSignal = async (signal: NodeJS.Signals): Promise<void> => {
    if (process.listenerCount(signal) > 1) return flush();
    await lastExport();
    remove();
    process.kill(process.pid, signal);
  };

  let failed = false;

  const onUncaught = async (error: unknown): Promise<void> => {
    if (process.listenerCount('uncaughtException') > 1) return flush();
    // Where stderr is closed, telling of the first error is the next one, and so on without end.
    if (failed) return;
    failed = true;
    process.stderr.write(`Uncaught ${inspect(error)}\n\nNode.js ${process.version}\n`);
    await lastExport();
    process.exit(UNCAUGHT_EXIT_CODE);
  };

  const remove = (): void => {
    process.off('beforeExit', onBeforeExit);
    for (const signal of SIGNALS) process.off(signal, onSignal);
    process.off('uncaughtException', onUncaught);
  };

  // Once: it is emitted again when the export is done.
  process.once('beforeExit', onBeforeExit);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  process.on('uncaughtException', onUncaught);
  return remove;
}
