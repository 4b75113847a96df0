import { AsyncLocalStorage } from 'node:async_hooks';
import { context, type Context } from '@opentelemetry/api';

/** A span of the SDK, as far as its nesting goes. */
interface NestedSpan {
  readonly spanId: string;
  readonly previousSpan?: NestedSpan | undefined;
}

/** What the SDK keeps in its context storage; it sets `span` as it goes. */
interface Store {
  readonly trace?: { readonly traceId: string } | undefined;
  readonly span?: NestedSpan | undefined;
}

/** The contexts of the traces and spans that are open, by their id. */
type OpenContexts = ReadonlyMap<string, Context>;

/** What the storage wants to know of the runs, and tells of them. */
export interface KnownRuns {
  readonly contexts: OpenContexts;
  has(traceId: string): boolean;
  /** A run has failed, which the SDK does not tell by an end of its trace. */
  fails(traceId: string, error: unknown): void;
}

/**
 * The OpenTelemetry context of code that the SDK runs. The SDK makes spans current by an
 * assignment to its store, where OpenTelemetry wants a function to be called; so this context is,
 * at any time, that of the innermost span which is open then.
 */
class RunContext implements Context {
  /** The span or trace of the storage around, which the code around may have gone beyond. */
  private readonly inherited: string | undefined;
  private readonly store: Store;
  private readonly base: Context;
  private readonly open: OpenContexts;

  constructor(store: Store, base: Context, open: OpenContexts) {
    this.store = store;
    this.base = base;
    this.open = open;
    const id = store.span?.spanId ?? store.trace?.traceId;
    this.inherited = id !== undefined && open.has(id) ? id : undefined;
  }

  /** What this context is now. */
  current(): Context {
    for (let { span } = this.store; span != null; span = span.previousSpan) {
      if (span.spanId === this.inherited) return this.base;
      const found = this.open.get(span.spanId);
      if (found !== undefined) return found;
    }
    const id = this.store.trace?.traceId;
    if (id === undefined || this.inherited !== undefined) return this.base;
    return this.open.get(id) ?? this.base;
  }

  getValue(key: symbol): unknown {
    return this.current().getValue(key);
  }

  setValue(key: symbol, value: unknown): Context {
    return this.current().setValue(key, value);
  }

  deleteValue(key: symbol): Context {
    return this.current().deleteValue(key);
  }
}

/** Context storage for the SDK, which takes the OpenTelemetry context along with its own. */
export class RunContextStorage extends AsyncLocalStorage<Store> {
  private readonly runs: KnownRuns;

  constructor(runs: KnownRuns) {
    super();
    this.runs = runs;
  }

  override run<R, A extends unknown[]>(store: Store, callback: (...args: A) => R, ...args: A): R {
    const active = context.active();
    const base = active instanceof RunContext ? active.current() : active;
    const ctx = new RunContext(store, base, this.runs.contexts);
    const traceId = store.trace?.traceId;
    const begins = traceId !== undefined && !this.runs.has(traceId);
    const result = super.run(store, () => context.with(ctx, () => callback(...args)));
    // The SDK handles the failure after this: it waits for the same promise.
    if (begins && result instanceof Promise) {
      result.then(undefined, (error: unknown) => this.runs.fails(traceId, error));
    }
    return result;
  }
}
