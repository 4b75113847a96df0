import type { Tracer, TracerProvider } from '@opentelemetry/api';

/**
 * A provider whose tracers start spans in a way of their own.
 * @param startSpan makes that way from a tracer of `provider`
 */
export function startingSpans(
  provider: TracerProvider,
  startSpan: (tracer: Tracer) => Tracer['startSpan'],
): TracerProvider {
  return {
    getTracer(name, version, options) {
      const tracer = provider.getTracer(name, version, options);
      return {
        startSpan: startSpan(tracer),
        // The instrumentations of databases do not use it.
        startActiveSpan: tracer.startActiveSpan.bind(tracer),
      };
    },
  };
}
