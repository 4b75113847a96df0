import type { Context } from '@opentelemetry/api';
import type { Span, SpanProcessor } from '@opentelemetry/sdk-trace';
import { callerAttributes, callerOf } from './caller-context.js';
import { guard } from './guard.js';

/** Writes the caller on every span that starts inside a workflow, agent or prompt: SQL, HTTP, all. */
export function createCallerSpanProcessor(): SpanProcessor {
  return {
    onStart(span: Span, parent: Context): void {
      guard('naming the caller of a span', () =>
        span.setAttributes(callerAttributes(callerOf(parent))),
      );
    },
    onEnd(): void {},
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}
