import type { Attributes, TracerProvider } from '@opentelemetry/api';
import { MeasuredSpan } from './measured-span.js';
import { ATTR } from './semconv.js';
import { startingSpans } from './starting-spans.js';

/** The name of a span that is the verb of its statement; `db.operation.name` is not told then. */
const VERB = /^[A-Z]{2,20}$/;

/**
 * A provider for instrumentations of databases that make spans and no metrics: what they tell of a
 * call becomes `db.client.operation.duration`, also of those calls whose span is not sampled, which
 * no span processor would see.
 */
export function measuringDatabaseCalls(provider: TracerProvider): TracerProvider {
  return startingSpans(provider, (tracer) => (name, options, context) => {
    const attributes: Attributes = { ...options?.attributes };
    if (attributes[ATTR.dbSystemName] === undefined)
      return tracer.startSpan(name, options, context);
    if (VERB.test(name)) attributes[ATTR.dbOperationName] ??= name;
    const span = tracer.startSpan(name, { ...options, attributes }, context);
    return new MeasuredSpan(span, attributes);
  });
}
