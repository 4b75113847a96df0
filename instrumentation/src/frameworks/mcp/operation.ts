import {
  context,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Link,
} from '@opentelemetry/api';
import { callerAttributes, callerOf, withoutUndefined, type Caller } from '../../caller-context.js';
import { guard } from '../../guard.js';
import { SCOPE_NAME, SCOPE_VERSION } from '../../scope.js';
import { ATTR, spanName } from '../../semconv.js';
import { text, type Fields } from '../../providers/fields.js';
import { messageLabels, targetOf, TOOLS_CALL } from './message.js';
import { recordDuration, recordToolCall, type Side } from './metrics.js';
import type { Outcome } from './outcome.js';

/** One request on its way. */
export interface McpRequest {
  readonly side: Side;
  readonly id: string;
  readonly method: string;
  readonly params: Fields;
  /** The context around the message. */
  readonly parent: Context;
  readonly links?: Link[];
  /** What is known of the connection at the end: labels, and what is for spans alone. */
  readonly connection: () => {
    readonly labels: Attributes;
    readonly sessionId: string | undefined;
  };
}

/** A request that has begun. */
export interface McpOperation {
  readonly context: Context;
  /** Only the first call counts. Never throws. */
  settle(outcome: Outcome): void;
}

/** True where the tool around a call has its name: the span and the count are there already. */
const isSameCall = ({ toolCall }: Caller, params: Fields): boolean =>
  toolCall !== undefined && toolCall.name === params['name'];

/** Begins a request: a span of its own, or more about the span of the tool that it is the call of. */
export function beginMcpRequest(request: McpRequest): McpOperation {
  const { side, method, params, parent } = request;
  const caller = callerOf(parent);
  const isToolCall = side === 'client' && method === TOOLS_CALL;
  const counts = isToolCall && caller.toolCall === undefined;
  const adopted = isToolCall && isSameCall(caller, params) ? trace.getSpan(parent) : undefined;
  if (counts && caller.invocation !== undefined) caller.invocation.toolCalls += 1;

  const labels = messageLabels(method, params);
  const attributes = withoutUndefined({
    ...labels,
    [ATTR.jsonrpcRequestId]: request.id,
    [ATTR.mcpResourceUri]: text(params['uri']),
  });
  const span =
    adopted?.setAttributes(attributes) ??
    trace.getTracer(SCOPE_NAME, SCOPE_VERSION).startSpan(
      spanName.mcp(method, targetOf(method, params)),
      {
        kind: side === 'client' ? SpanKind.CLIENT : SpanKind.SERVER,
        attributes: { ...callerAttributes(caller), ...attributes },
        links: request.links ?? [],
      },
      parent,
    );
  const ctx = trace.setSpan(parent, span);
  const startedAt = performance.now();
  let settled = false;

  return {
    context: ctx,
    settle(outcome) {
      if (settled) return;
      settled = true;
      guard(`ending ${method}`, () => {
        const seconds = (performance.now() - startedAt) / 1000;
        const connection = request.connection();
        recordDuration(side, seconds, { ...labels, ...connection.labels }, outcome, ctx);
        if (counts) recordToolCall(targetOf(method, params), seconds, outcome, ctx);
        span.setAttributes(
          withoutUndefined({
            // Once more: what it is about goes before what its caller is about.
            ...labels,
            ...connection.labels,
            [ATTR.mcpSessionId]: connection.sessionId,
            [ATTR.rpcResponseStatusCode]: outcome.code,
          }),
        );
        // The tool around it decides for itself whether it failed.
        if (adopted !== undefined) return;
        if (outcome.errorType !== undefined) {
          span.setAttribute(ATTR.errorType, outcome.errorType);
          const message = outcome.message?.slice(0, 500);
          span.setStatus({ code: SpanStatusCode.ERROR, ...(message && { message }) });
        }
        span.end();
      });
    },
  };
}

/** The span around a request that is not the one that called it. */
export function ambientLinks(caller: Context): Link[] {
  const ambient = trace.getSpanContext(context.active());
  const parent = trace.getSpanContext(caller);
  return ambient === undefined || ambient.spanId === parent?.spanId ? [] : [{ context: ambient }];
}
