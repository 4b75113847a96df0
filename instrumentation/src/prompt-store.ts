import { context } from '@opentelemetry/api';
import { categoryOf } from './error-category.js';
import { guard } from './guard.js';
import { limitAttributes, recordMetric } from './instruments.js';
import { observeResult, type Settle } from './observe-result.js';
import { ATTR } from './semconv.js';
import { namedOptions, wrapOrDecorate, type OperationDecorator } from './wrapper.js';

/** Options of {@link promptStore}. */
export interface PromptStoreOptions {
  /** Name of the store, such as `prompts`; a label of metrics. */
  readonly name: string;
}

function measureLookup<R>(name: string, run: () => R): R {
  const startedAt = performance.now();
  const around = context.active();
  const settle: Settle = (failure) => {
    guard(`measuring a lookup in "${name}"`, () => {
      const attributes = limitAttributes({
        [ATTR.promptStore]: name,
        ...(failure !== undefined && { [ATTR.errorType]: categoryOf(failure.error) }),
      });
      recordMetric(
        'promptLookupDuration',
        (performance.now() - startedAt) / 1000,
        attributes,
        around,
      );
    });
  };
  let result: R;
  try {
    result = run();
  } catch (error) {
    settle({ error });
    throw error;
  }
  return guard('observing a lookup', () => observeResult(result, around, settle)) ?? result;
}

/**
 * Wraps a function that looks a prompt up where prompts are kept, such as a table: each call is a
 * value of `agent_vitals.prompt.lookup.duration`. What is found in a cache of the process takes no
 * time, so wrap what the cache asks. Spans are those of the database's client.
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
  const { name }: PromptStoreOptions = namedOptions('promptStore', options);
  return wrapOrDecorate(['promptStore', name], given, (fn) => measureLookup(name, fn));
}
