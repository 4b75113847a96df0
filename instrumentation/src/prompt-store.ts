import { context } from '@opentelemetry/api';
import { categoryOf } from './error-category.js';
import { guard } from './guard.js';
import { limitAttributes, recordMetric } from './instruments.js';
import { observeResult, type Settle } from './observe-result.js';
import { ATTR } from './semconv.js';
import { namedOptions, wrapOrDecorate, type OperationDecorator } from './wrapper.js';

/** Options of {@link promptStore}. */
export interface PromptStoreOptions {
  /**
   * Name of the store, such as `prompts`; a label of metrics. Where prompts are kept in a table, give
   * the name of the table: dashboards then find its size and its statements by it.
   */
  readonly name: string;
  /** Whether the function finds a prompt or writes one. Default: `lookup`. */
  readonly operation?: 'lookup' | 'save';
}

/** A lookup in the cache before a store, for {@link recordPromptCacheLookup}. */
export interface PromptCacheLookup {
  /** Name of the store that is asked for what the cache does not have, as in {@link promptStore}. */
  readonly name: string;
  /** Whether the cache had the prompt. */
  readonly hit: boolean;
}

/** The metric of each operation of a store. */
const DURATION = { lookup: 'promptLookupDuration', save: 'promptSaveDuration' } as const;

function measure<R>({ name, operation = 'lookup' }: PromptStoreOptions, run: () => R): R {
  const startedAt = performance.now();
  const around = context.active();
  const settle: Settle = (failure) => {
    guard(`measuring a ${operation} of "${name}"`, () => {
      const attributes = limitAttributes({
        [ATTR.promptStore]: name,
        ...(failure !== undefined && { [ATTR.errorType]: categoryOf(failure.error) }),
      });
      const seconds = (performance.now() - startedAt) / 1000;
      recordMetric(DURATION[operation], seconds, attributes, around);
    });
  };
  let result: R;
  try {
    result = run();
  } catch (error) {
    settle({ error });
    throw error;
  }
  return (
    guard('observing a store of prompts', () => observeResult(result, around, settle)) ?? result
  );
}

/**
 * Wraps a function that looks a prompt up where prompts are kept, such as a table: each call is a
 * value of `agent_vitals.prompt.lookup.duration`, or of `agent_vitals.prompt.save.duration` where
 * `operation` is `save`. What is found in a cache of the process takes no time, so wrap what the
 * cache asks, and tell of the cache by {@link recordPromptCacheLookup}. Spans are those of the
 * database's client.
 *
 * Without a function it is a standard decorator of methods: `@promptStore('prompts')`.
 *
 * @returns a function with the signature and the results of `fn`. Errors pass unchanged.
 * @throws TypeError when the name is empty or `fn` is no function
 */
export function promptStore<A extends unknown[], R>(
  options: string | PromptStoreOptions,
  fn: (...args: A) => R,
): (...args: A) => R;
export function promptStore(options: string | PromptStoreOptions): OperationDecorator;
export function promptStore(
  options: string | PromptStoreOptions,
  ...given: readonly unknown[]
): unknown {
  const settings: PromptStoreOptions = namedOptions('promptStore', options);
  return wrapOrDecorate(['promptStore', settings.name], given, (fn) => measure(settings, fn));
}

/**
 * Counts a lookup in the cache that stands before a store of prompts, in
 * `agent_vitals.prompt.cache.lookups`: hits over all are its hit ratio. Only the cache itself knows
 * what it had. Never throws.
 */
export function recordPromptCacheLookup(lookup: PromptCacheLookup): void {
  guard('counting a lookup in a cache of prompts', () => {
    const attributes = limitAttributes({
      [ATTR.promptStore]: lookup.name,
      [ATTR.promptCacheResult]: lookup.hit ? 'hit' : 'miss',
    });
    recordMetric('promptCacheLookups', 1, attributes);
  });
}
