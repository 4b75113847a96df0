import { context } from '@opentelemetry/api';
import { callerOf } from '../../caller-context.js';
import { runOperation } from '../../operation.js';
import { fieldsOf, text } from '../../providers/fields.js';
import { frameworkToolOperation } from '../../tool.js';
import type { Method } from './method.js';

/** Observes `call` of a `StructuredTool`, which every tool and every way to call one goes through. */
export function observeTool(original: Method): Method {
  return function observedTool(this: unknown, ...args) {
    return runOperation(
      () => {
        const [input, config] = args.map(fieldsOf);
        const name = text(fieldsOf(this)['name']) ?? 'unknown';
        const id = text(fieldsOf(config?.['toolCall'])['id']) ?? text(input?.['id']);
        return frameworkToolOperation({ name, id }, context.active());
      },
      () => original.apply(this, args),
    );
  };
}

/**
 * Observes `invoke` of a `BaseRetriever`: a tool that looks data up. Where a tool runs it, it is a
 * part of that tool.
 */
export function observeRetriever(original: Method): Method {
  return function observedRetriever(this: unknown, ...args) {
    const run = (): unknown => original.apply(this, args);
    if (callerOf(context.active()).toolCall !== undefined) return run();
    return runOperation(() => {
      const getName = fieldsOf(this)['getName'] as Method;
      const name = text(getName.call(this)) ?? 'retriever';
      return frameworkToolOperation({ name, type: 'datastore' }, context.active());
    }, run);
  };
}
