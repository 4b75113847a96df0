import { context, type Context } from '@opentelemetry/api';
import { guard } from './guard.js';
import { beginOperation, type Operation } from './operation.js';

/**
 * A workflow, an agent or a tool that was started by hand: for code that is not one function. It
 * ends once, by the first of {@link end}, {@link fail} and the end of a `using` block.
 */
export interface StartedOperation extends Disposable {
  /** What is inside it: for `context.with()` and for clients that take a context. */
  readonly context: Context;
  /**
   * Runs `fn` inside it: what `fn` calls is a part of it and carries its names. It does not end.
   * @returns what `fn` returns
   * @throws what `fn` throws
   */
  run<R>(fn: () => R): R;
  /** Ends it well. */
  end(): void;
  /** Ends it as failed: `error` tells `error.type` and the status of the span. */
  fail(error: unknown): void;
}

/** Starts `operation` in the active context. Never throws. */
export function startOperation(operation: (around: Context) => Operation): StartedOperation {
  const around = context.active();
  const begun = guard('starting an operation', () => beginOperation(operation(around), around));
  const inside = begun?.context ?? around;
  return {
    context: inside,
    run: (fn) => context.with(inside, fn),
    end: () => begun?.settle(),
    fail: (error) => begun?.settle({ error }),
    [Symbol.dispose]: () => begun?.settle(),
  };
}
