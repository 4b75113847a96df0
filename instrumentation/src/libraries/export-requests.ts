import { context } from '@opentelemetry/api';
import { isTracingSuppressed } from '@opentelemetry/core';
import type { HttpInstrumentationConfig } from '@opentelemetry/instrumentation-http';

/**
 * Leaves out the requests that export telemetry. Their context suppresses spans, but not metrics:
 * they would be counted as calls of the application.
 */
export function withoutExports(given: HttpInstrumentationConfig): HttpInstrumentationConfig {
  return {
    ...given,
    ignoreOutgoingRequestHook: (request) =>
      isTracingSuppressed(context.active()) ||
      (given.ignoreOutgoingRequestHook?.(request) ?? false),
  };
}
