/**
 * Something outside the launcher must change before the stack can run.
 * The message is for the person at the terminal: what, where, and what to do.
 */
export class StackError extends Error {
  override readonly name = 'StackError';
}
