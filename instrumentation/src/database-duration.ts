import type { Attributes, Tracer, TracerProvider } from '@opentelemetry/api';
import { MeasuredSpan } from './measured-span.js';
import { ATTR } from './semconv.js';

/** The name of a span that is the verb of its statement; `db.operation.name` is not told then. */
const VERB = /^[A-Z]{2,20}$/;

const measuring = (tracer: Tracer): Tracer => ({
  startSpan(name, options, context) {
    const attributes: Attributes = { ...options?.attributes };
    if (attributes[ATTR.dbSystemName] === undefined)
      return tracer.startSpan(name, options, context);
    if (VERB.test(name)) attributes[ATTR.dbOperationName] ??= name;
    const span = tracer.startSpan(name, { ...options, attributes }, context);
    return new MeasuredSpan(span, attributes);
  },
  // The instrumentations of databases do not use it.
  startActiveSpan: tracer.startActiveSpan.bind(tracer),
});

/**
 * A provider for instrumentations of databases that make spans and no metrics: what they tell of a
 * call becomes `db.client.operation.duration`, also of those calls whose span is not sampled, which
 * no span processor would see.
 */
export function measuringDatabaseCalls(provider: TracerProvider): TracerProvider {
  return {
    getTracer: (name, version, options) => measuring(provider.getTracer(name, version, options)),
  };
}
