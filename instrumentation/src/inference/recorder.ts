import {
  context,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
} from '@opentelemetry/api';
import { callerAttributes, callerLabels, callerOfModel } from '../caller-context.js';
import { guard } from '../guard.js';
import { limitAttributes, recordMetric, recordMetrics } from '../instruments.js';
import { describeFailure } from '../operation.js';
import { SCOPE_NAME, SCOPE_VERSION } from '../scope.js';
import { ATTR, spanName } from '../semconv.js';
import { captureCall } from './content-capture.js';
import { expectPriceList } from './price-list.js';
import { priceOf } from './price.js';
import {
  requestAttributes,
  requestLabels,
  responseAttributes,
  responseLabels,
  type InferenceRequest,
  type ResponseFacts,
} from './request.js';
import { recordTokens } from './token-metrics.js';

/**
 * Records one call to a model: a span, and the metrics whether or not the span is sampled. Knows
 * no provider. It never throws; after the first {@link end} or {@link fail} it is deaf.
 */
export interface InferenceRecorder {
  /** The context in which to make the request, so that what it does is inside the span. */
  readonly context: Context;
  /** Adds what a response, or a piece of it, has told. Later facts win over earlier ones. */
  learn(facts: ResponseFacts): void;
  /** A chunk of streamed output arrived. */
  chunk(): void;
  /** The call is over and went well. */
  end(): void;
  /**
   * The application wants no more of the answer. That is well where the answer was complete, and
   * fails the call as cancelled where it was not.
   */
  abandon(reason: string): void;
  /** The call is over and went wrong; what was learnt until then is recorded. */
  fail(error: unknown): void;
}

/** Gaps between chunks are held back, up to that many or that long: together, each costs less. */
const MAX_GAPS = 250;
const MAX_HELD_MS = 1000;

const secondsBetween = (from: number, to: number): number => (to - from) / 1000;

/**
 * Begins a call: starts its span and counts it for the agent that makes it.
 *
 * @param startTime when the call was made, as `performance.now()` tells it; default now
 */
export function beginInference(
  request: InferenceRequest,
  parent: Context = context.active(),
  startTime?: number,
): InferenceRecorder {
  const caller = callerOfModel(parent, request.operation);
  expectPriceList();
  const asked = { ...callerAttributes(caller), ...requestAttributes(request) };
  const span = trace.getTracer(SCOPE_NAME, SCOPE_VERSION).startSpan(
    spanName.inference(request.operation, request.model),
    {
      kind: SpanKind.CLIENT,
      ...(startTime !== undefined && { startTime }),
      attributes: asked,
    },
    parent,
  );
  const ctx = trace.setSpan(parent, span);
  const startedAt = startTime ?? performance.now();
  // Written by every chunk of a stream, so not copied.
  const facts: { -readonly [fact in keyof ResponseFacts]: ResponseFacts[fact] } = {};
  const capture = captureCall(request);
  let lastChunkAt: number | undefined;
  let gaps: number[] = [];
  let gapsSince = startedAt;
  let labels: Attributes | undefined;
  let over = false;

  /** Bounded once: by the first chunk, or the end, the model that answers is known. */
  const metricAttributes = (): Attributes => {
    labels ??= limitAttributes({
      ...requestLabels(request),
      ...responseLabels(facts),
      ...callerLabels(caller),
    });
    return labels;
  };

  const recordGaps = (): void => {
    if (gaps.length > 0) recordMetrics('timePerOutputChunk', gaps, metricAttributes(), ctx);
    gaps = [];
  };

  const recordCost = (attributes: Attributes): void => {
    const cost = priceOf(request.provider, [facts.model, request.model], facts.usage ?? {});
    if (cost === undefined) {
      recordMetric('llmUnpricedCalls', 1, attributes, ctx);
    } else {
      recordMetric('llmCost', cost, attributes, ctx);
      span.setAttribute(ATTR.llmCost, cost);
    }
  };

  const finish = (thrown?: { readonly error: unknown }): void => {
    if (over) return;
    over = true;
    const failure = thrown ?? (facts.failure && { error: facts.failure });
    if (caller.invocation !== undefined) caller.invocation.lastFailure = failure?.error;
    guard('ending a model call', () => {
      const now = performance.now();
      const seconds = secondsBetween(startedAt, now);
      const attributes = metricAttributes();
      recordGaps();
      const told = responseAttributes(facts);
      span.setAttributes(told);
      if (facts.usage !== undefined) recordTokens(facts.usage, attributes, ctx);
      // A call that failed before it was answered costs nothing; one left half-way does.
      const answered = facts.usage !== undefined || lastChunkAt !== undefined;
      if (failure === undefined || answered) recordCost(attributes);
      if (failure === undefined) {
        recordMetric('inferenceDuration', seconds, attributes, ctx);
        capture?.emit(facts, { ...asked, ...told }, ctx);
      } else {
        const { type, message } = describeFailure(failure.error);
        recordMetric('inferenceDuration', seconds, { ...attributes, [ATTR.errorType]: type }, ctx);
        span.setAttribute(ATTR.errorType, type);
        span.setStatus({ code: SpanStatusCode.ERROR, message });
        capture?.emit(facts, { ...asked, ...told, [ATTR.errorType]: type }, ctx);
      }
      // The SDK ends a span by a coarser clock when it was told the start.
      span.end(startTime === undefined ? undefined : now);
    });
  };

  return {
    context: ctx,
    learn(more) {
      facts.model = more.model ?? facts.model;
      facts.id = more.id ?? facts.id;
      facts.finishReasons = more.finishReasons ?? facts.finishReasons;
      facts.usage = more.usage ?? facts.usage;
      facts.serverAddress = more.serverAddress ?? facts.serverAddress;
      facts.serverPort = more.serverPort ?? facts.serverPort;
      facts.failure = more.failure ?? facts.failure;
      capture?.learn(more);
    },
    chunk() {
      if (over) return;
      const now = performance.now();
      const previous = lastChunkAt;
      lastChunkAt = now;
      if (previous !== undefined) {
        if (gaps.length === 0) gapsSince = previous;
        gaps.push(secondsBetween(previous, now));
        if (gaps.length >= MAX_GAPS || now - gapsSince >= MAX_HELD_MS) {
          guard('recording chunks', recordGaps);
        }
        return;
      }
      guard('recording the first chunk', () => {
        const seconds = secondsBetween(startedAt, now);
        recordMetric('timeToFirstChunk', seconds, metricAttributes(), ctx);
        span.setAttribute(ATTR.responseTimeToFirstChunk, seconds);
      });
    },
    end: () => finish(),
    abandon(reason) {
      if (facts.finishReasons === undefined) {
        finish({ error: Object.assign(new Error(reason), { name: 'AbortError' }) });
      } else {
        finish();
      }
    },
    fail: (error) => finish({ error }),
  };
}
