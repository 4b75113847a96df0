import {
  context,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
} from '@opentelemetry/api';
import { callerAttributes, callerOf, withCaller, type Caller } from './caller-context.js';
import { categoryOf } from './error-category.js';
import { guard } from './guard.js';
import { limitAttributes, recordMetric } from './instruments.js';
import { observeResult, type Settle } from './observe-result.js';
import { redactor } from './redaction/active-redactor.js';
import { SCOPE_NAME, SCOPE_VERSION } from './scope.js';
import { ATTR, type MetricKey } from './semconv.js';

/** Error messages on spans are cut at this many characters. */
const MAX_MESSAGE_LENGTH = 500;

/** One run of the team's own code: a workflow, an agent, a tool. */
export interface Operation {
  readonly spanName: string;
  readonly spanAttributes: Attributes;
  /** What the code inside is run on behalf of, over what is in the context already. */
  readonly caller: Caller;
  readonly durationMetric: MetricKey;
  /** Counts the operations that have begun and not ended. Default: they are not counted. */
  readonly activeMetric?: MetricKey;
  readonly metricAttributes: Attributes;
  /** When it began, as `performance.now()` tells it. Default: now. */
  readonly startTime?: number;
  /** Called at the end with the attributes of the metrics. */
  readonly onEnd?: (attributes: Attributes, context: Context) => void;
}

/** How a failure is told on a span: status and `error.type`. */
export function describeFailure(error: unknown): {
  readonly type: string;
  readonly message: string;
} {
  const told = error instanceof Error ? error.message : error;
  const message = typeof told === 'string' ? told : '';
  // Redacted before it is cut: half a key is not recognised as one, and still tells half a key.
  return {
    type: categoryOf(error),
    message: redactor().text(message).slice(0, MAX_MESSAGE_LENGTH),
  };
}

/**
 * LangGraph throws to pause a graph for a human and to hand over to another node: it goes on from
 * there, and nothing has failed. Source: `isGraphBubbleUp` of `@langchain/langgraph`.
 */
const isPause = (error: unknown): boolean =>
  error instanceof Error && 'is_bubble_up' in error && error.is_bubble_up === true;

/** An operation that has begun. */
export interface BegunOperation {
  /** The context in which to run what belongs to it. */
  readonly context: Context;
  /** Ends it; only the first call counts. Never throws. */
  readonly settle: Settle;
}

/**
 * Begins `operation` for whoever learns of its end by an event; {@link runOperation} is for a
 * function that can be called.
 */
export function beginOperation(
  operation: Operation,
  around: Context = context.active(),
): BegunOperation {
  const { startTime, activeMetric } = operation;
  const parent = withCaller(around, operation.caller);
  const span = trace.getTracer(SCOPE_NAME, SCOPE_VERSION).startSpan(
    operation.spanName,
    {
      kind: SpanKind.INTERNAL,
      ...(startTime !== undefined && { startTime }),
      attributes: { ...callerAttributes(callerOf(parent)), ...operation.spanAttributes },
    },
    parent,
  );
  const ctx = trace.setSpan(parent, span);
  const startedAt = startTime ?? performance.now();
  const attributes = limitAttributes(operation.metricAttributes);
  if (activeMetric !== undefined) recordMetric(activeMetric, 1, attributes, ctx);
  let settled = false;

  const settle: Settle = (failure) => {
    if (settled) return;
    settled = true;
    guard(`ending "${operation.spanName}"`, () => {
      const now = performance.now();
      const seconds = (now - startedAt) / 1000;
      if (activeMetric !== undefined) recordMetric(activeMetric, -1, attributes, ctx);
      operation.onEnd?.(attributes, ctx);
      if (failure === undefined || isPause(failure.error)) {
        recordMetric(operation.durationMetric, seconds, attributes, ctx);
      } else {
        const { type, message } = describeFailure(failure.error);
        recordMetric(
          operation.durationMetric,
          seconds,
          { ...attributes, [ATTR.errorType]: type },
          ctx,
        );
        span.setAttribute(ATTR.errorType, type);
        span.setStatus({ code: SpanStatusCode.ERROR, message });
      }
      // The SDK ends a span by a coarser clock when it was told the start.
      span.end(startTime === undefined ? undefined : now);
    });
  };
  return { context: ctx, settle };
}

/**
 * Runs `run` as `operation`: inside its span and on behalf of its caller, until what it returns
 * has run its course. Results and errors reach the application unchanged.
 */
export function runOperation<R>(operation: () => Operation, run: () => R): R {
  const begun = guard('beginning an operation', () => beginOperation(operation()));
  if (begun === undefined) return run();
  let result: R;
  try {
    result = context.with(begun.context, run);
  } catch (error) {
    begun.settle({ error });
    throw error;
  }
  return (
    guard('observing a result', () => observeResult(result, begun.context, begun.settle)) ?? result
  );
}
