/** What is known of a trace. */
export type TraceState<T> =
  | { readonly status: 'asking' }
  /** It is not there, and may be on its way. */
  | { readonly status: 'waiting' }
  /** It was waited for in vain. */
  | { readonly status: 'missing' }
  | { readonly status: 'failed'; readonly problem: string }
  | { readonly status: 'found'; readonly trace: T };

/** Options of {@link watchTrace}. */
interface WatchOptions<T> {
  /** The trace as it is now; undefined where there is none. */
  readonly ask: () => Promise<T | undefined>;
  /** When the last span that has arrived ended, in milliseconds since 1970. */
  readonly endOf: (trace: T) => number;
  readonly tell: (state: TraceState<T>) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after some milliseconds; rejects when the watch is over. */
  readonly wait: (ms: number) => Promise<void>;
}

/** A trace is there some seconds after its run: spans are sent every few seconds, and stored. */
export const PATIENCE_MS = 30_000;
const EVERY_MS = 3000;

/**
 * Asks for a trace until it is there and whole: while it is missing, for as long as it may be on
 * its way, and while its newest span is so young that others may follow.
 */
export async function watchTrace<T>(options: WatchOptions<T>): Promise<void> {
  const { ask, endOf, tell, now, wait } = options;
  const patientUntil = now() + PATIENCE_MS;
  for (;;) {
    const state = await stateOf(ask, now() >= patientUntil);
    tell(state);
    const young = state.status === 'found' && endOf(state.trace) > now() - PATIENCE_MS;
    if (state.status !== 'waiting' && !young) return;
    await wait(EVERY_MS);
  }
}

async function stateOf<T>(ask: WatchOptions<T>['ask'], over: boolean): Promise<TraceState<T>> {
  try {
    const trace = await ask();
    if (trace !== undefined) return { status: 'found', trace };
    return { status: over ? 'missing' : 'waiting' };
  } catch (error) {
    return { status: 'failed', problem: error instanceof Error ? error.message : String(error) };
  }
}
