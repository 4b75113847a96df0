import {
  context as contexts,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  trace,
  type Context,
} from '@opentelemetry/api';
import { withCallerFromBaggage, withCallerInBaggage } from '../../caller-baggage.js';
import { guard } from '../../guard.js';
import { SCOPE_NAME, SCOPE_VERSION } from '../../scope.js';
import { createJobSpan, NO_SPAN, type JobSpan } from './job-span.js';

const contextOf = (metadata: string): Context => {
  const carrier = JSON.parse(metadata) as Readonly<Record<string, string>>;
  return withCallerFromBaggage(propagation.extract(ROOT_CONTEXT, carrier));
};

const metadataOf = (context: Context): string => {
  const carrier: Record<string, string> = {};
  propagation.inject(withCallerInBaggage(context), carrier);
  return JSON.stringify(carrier);
};

/** The part of BullMQ's interface of that name that it needs for traces. */
interface Telemetry {
  readonly tracer: {
    startSpan(name: string, options: { readonly kind: SpanKind }, parent?: Context): JobSpan;
  };
  readonly contextManager: {
    active(): Context;
    root(): Context;
    with<R>(context: Context, run: () => R): R;
    getMetadata(context: Context): string;
    fromMetadata(active: Context, metadata: string): Context;
  };
}

/**
 * What BullMQ asks of its `telemetry`, where the application gives it none: spans of jobs that are
 * added and processed, and the context and caller in each job.
 * https://docs.bullmq.io/guide/telemetry
 */
export const telemetry: Telemetry = {
  tracer: {
    startSpan(name, { kind }, parent) {
      if (kind !== SpanKind.PRODUCER && kind !== SpanKind.CONSUMER) return NO_SPAN;
      const tracer = trace.getTracer(`${SCOPE_NAME}/bullmq`, SCOPE_VERSION);
      return createJobSpan(tracer.startSpan(name, { kind }, parent), kind);
    },
  },
  contextManager: {
    active: () => contexts.active(),
    root: () => ROOT_CONTEXT,
    with: (context, run) => contexts.with(context, run),
    getMetadata: (context) =>
      guard('writing the context into a job', () => metadataOf(context)) ?? '{}',
    fromMetadata: (active, metadata) =>
      guard('reading the context of a job', () => contextOf(metadata)) ?? active,
  },
};
