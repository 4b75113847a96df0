import { isSpanContextValid, type SpanContext, trace } from '@opentelemetry/api';
import type { RequestHandler } from 'express';

/** The trace that is being recorded, if one is. */
export function traceContext(): SpanContext | undefined {
  const context = trace.getActiveSpan()?.spanContext();
  return context !== undefined && isSpanContextValid(context) ? context : undefined;
}

/** Tells the caller the trace of its request: `traceparent` (W3C) and `x-trace-id`. */
export const sendTraceContext: RequestHandler = (_request, response, next) => {
  const context = traceContext();
  if (context !== undefined) {
    const flags = context.traceFlags.toString(16).padStart(2, '0');
    response.setHeader('traceparent', `00-${context.traceId}-${context.spanId}-${flags}`);
    response.setHeader('x-trace-id', context.traceId);
  }
  next();
};
