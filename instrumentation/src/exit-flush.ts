import { diag } from '@opentelemetry/api';
import { inspect } from 'node:util';

/** Options of {@link flushOnExit}. */
export interface ExitFlushOptions {
  /** Exports what is left. */
  readonly flush: () => Promise<void>;
  /** Milliseconds that it may take. */
  readonly timeoutMs: number;
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** Node's own exit code after an uncaught error. */
const UNCAUGHT_EXIT_CODE = 1;

/** Waits for `work`, for so long at most; only this timer keeps the process alive meanwhile. */
const atMost = async (work: Promise<void>, timeoutMs: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done in ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    await Promise.race([work, timeout]);
  } catch (error) {
    diag.warn('agent-vitals: the last export was given up', error);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Exports what is left when the process ends: at the end of its work, on SIGTERM and SIGINT, and
 * after an uncaught error. Where the application listens to these itself, it decides when the
 * process ends, and this only starts the export; otherwise the process ends as it would have
 * without: by the same signal, or with Node's message and exit code.
 *
 * @returns a function that takes the listeners away
 */
export function flushOnExit(options: ExitFlushOptions): () => void {
  const { flush, timeoutMs } = options;
  const lastExport = (): Promise<void> => atMost(flush(), timeoutMs);

  const onBeforeExit = (): void => void lastExport();

  const onSignal = async (signal: NodeJS.Signals): Promise<void> => {
    const alone = process.listenerCount(signal) === 1;
    await lastExport();
    if (!alone) return;
    remove();
    process.kill(process.pid, signal);
  };

  const onUncaught = async (error: unknown): Promise<void> => {
    const alone = process.listenerCount('uncaughtException') === 1;
    if (alone) process.stderr.write(`Uncaught ${inspect(error)}\n\nNode.js ${process.version}\n`);
    await lastExport();
    if (alone) process.exit(UNCAUGHT_EXIT_CODE);
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
