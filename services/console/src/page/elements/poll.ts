/** What is known of an address that is asked again and again. */
export interface PollState<T> {
  /** The last answer that was one; kept while the next is awaited, and when it fails. */
  readonly answer?: { readonly value: T; readonly at: number };
  /** Why the last attempt failed; absent once one succeeds. */
  readonly problem?: Problem;
}

/** Why there is no answer, for a person to read. */
export interface Problem {
  readonly title: string;
  readonly detail: string;
  /** HTTP status; 0 where there was no answer at all. */
  readonly status: number;
}

/** Options of {@link createPoll}. */
interface PollOptions {
  /** What to ask; as a function, where it changes with the time. */
  readonly url: string | (() => string);
  /** Milliseconds between an answer and the next question. */
  readonly everyMs: number;
  /** Milliseconds that an answer may take. */
  readonly timeoutMs: number;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Asks an address again and again while somebody listens. */
export interface Poll<T> {
  readonly state: () => PollState<T>;
  /** Starts asking with the first listener, and stops with the last. */
  readonly subscribe: (changed: () => void) => () => void;
  /** Asks now, without waiting for its turn, if anybody listens. */
  readonly refresh: () => void;
}

/** A question that is asked at once and then regularly. */
export function createPoll<T>(options: PollOptions): Poll<T> {
  const { url, everyMs, timeoutMs, now } = options;
  const listeners = new Set<() => void>();
  let state: PollState<T> = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;

  const tell = (next: PollState<T>): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const ask = async (): Promise<void> => {
    clearTimeout(timer);
    asking?.abort();
    const own = new AbortController();
    asking = own;
    const signal = AbortSignal.any([own.signal, AbortSignal.timeout(timeoutMs)]);
    let next: PollState<T>;
    try {
      const response = await options.fetch(typeof url === 'function' ? url() : url, {
        signal,
        headers: { accept: 'application/json' },
      });
      if (response.ok) {
        next = { answer: { value: (await response.json()) as T, at: now() } };
      } else {
        next = { ...state, problem: await problemOf(response) };
      }
    } catch (error) {
      next = { ...state, problem: noAnswer(error) };
    }
    if (own.signal.aborted) return;
    tell(next);
    if (listeners.size > 0) timer = setTimeout(() => void ask(), everyMs);
  };

  return {
    state: () => state,
    subscribe(changed) {
      listeners.add(changed);
      if (listeners.size === 1) void ask();
      return () => {
        listeners.delete(changed);
        if (listeners.size > 0) return;
        clearTimeout(timer);
        asking?.abort();
      };
    },
    refresh() {
      if (listeners.size > 0) void ask();
    },
  };
}

/** Errors come as problem details (RFC 9457), from the console or from behind it. */
export async function problemOf(response: Response): Promise<Problem> {
  const { status } = response;
  const body = (await response.json().catch(() => undefined)) as Partial<Problem> | undefined;
  return {
    status,
    title: body?.title ?? `The answer was ${status}`,
    detail: body?.detail ?? `${response.url} answered ${status} ${response.statusText}.`,
  };
}

/** The problem where nothing came back. */
export const noAnswer = (error: unknown): Problem => ({
  status: 0,
  title: 'The console does not answer',
  detail: `${error instanceof Error ? error.message : String(error)}. "vitals status" tells whether it runs.`,
});
