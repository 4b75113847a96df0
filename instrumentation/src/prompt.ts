import { context } from '@opentelemetry/api';
import { withCaller } from './caller-context.js';
import { observeResult } from './observe-result.js';
import { wrapOrDecorate, type OperationDecorator } from './wrapper.js';

/** Options of {@link prompt}. */
export interface PromptOptions {
  /** Name of the prompt, from a small set: it is a label of metrics. */
  readonly name: string;
  /** Version of the prompt, such as `3` or `2026-01-15`; also a label. */
  readonly version: string;
}

const runWithPrompt = <R>(options: PromptOptions, fn: () => R): R => {
  const ctx = withCaller(context.active(), {
    promptName: options.name,
    promptVersion: options.version,
  });
  return observeResult(context.with(ctx, fn), ctx, () => {});
};

/**
 * Runs `fn` at once with a prompt in the context: every model call inside carries
 * `gen_ai.prompt.name` and `gen_ai.prompt.version`, on its span and on its metrics. Without a
 * function it is a standard decorator of methods, which run so.
 *
 * @returns what `fn` returns; generators keep the prompt while they are iterated
 * @throws what `fn` throws, or a TypeError when name or version is not a string
 */
export function prompt<R>(options: PromptOptions, fn: () => R): R;
export function prompt(options: PromptOptions): OperationDecorator;
export function prompt(options: PromptOptions, ...given: readonly unknown[]): unknown {
  for (const key of ['name', 'version'] as const) {
    if (typeof options?.[key] !== 'string' || options[key] === '') {
      throw new TypeError(
        `prompt(options, fn): options.${key} must be a string that is not empty, ` +
          `not ${JSON.stringify(options?.[key])}`,
      );
    }
  }
  return given.length === 0
    ? wrapOrDecorate(['prompt', options.name], [], (fn) => runWithPrompt(options, fn))
    : runWithPrompt(options, given[0] as () => unknown);
}
