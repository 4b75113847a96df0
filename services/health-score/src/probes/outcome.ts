/** What asking once has given. */
export interface Outcome {
  /** Whether the answer was as expected. */
  readonly up: boolean;
  /** Why it was not, for a log; nothing secret. */
  readonly reason?: string;
  /** A short word for the reason, from a bounded set: it becomes a label. */
  readonly error?: string;
  /** Status of an HTTP answer. */
  readonly status?: number;
}

/** Asks once. Must settle soon after the signal, and never rejects for what it asks. */
export type Ask = (signal: AbortSignal) => Promise<Outcome>;

/** What an exception says about what was asked. */
export function failed(error: unknown, signal: AbortSignal): Outcome {
  if (signal.aborted) return { up: false, reason: 'no answer in time', error: 'timeout' };
  const { code, message } = error as { readonly code?: unknown; readonly message?: string };
  // A refused connection to a name with several addresses has no message, only a code.
  const reason = message || String(code);
  return { up: false, reason, error: typeof code === 'string' ? code : 'error' };
}
