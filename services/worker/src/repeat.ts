import type { Logger } from 'pino';

/** Work that is done again and again. */
export interface Repetition {
  /** Ends it; resolves when work under way is done. */
  stop(): Promise<void>;
}

/**
 * Does work now, and again a while after it is done, until it is stopped. What it throws is logged
 * when it is another message than the last time: what is away for an hour is told once.
 */
export function repeat(options: {
  /** For the log: `read events`. */
  readonly name: string;
  readonly work: () => Promise<void>;
  readonly everyMs: number;
  readonly log: Pick<Logger, 'warn' | 'info'>;
}): Repetition {
  const { name, work, everyMs, log } = options;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let told: string | undefined;

  const run = async (): Promise<void> => {
    try {
      await work();
      if (told !== undefined) log.info({ work: name }, 'works again');
      told = undefined;
    } catch (error) {
      const { message } = error as Error;
      if (message !== told) log.warn({ err: error, work: name }, 'failed, is tried again');
      told = message;
    }
    if (!stopped) timer = setTimeout(() => (running = run()), everyMs);
  };
  let running = run();

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
