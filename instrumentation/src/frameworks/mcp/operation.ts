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
import { limitAttributes, recordMetric } from '../../instruments.js';
import { SCOPE_NAME, SCOPE_VERSION } from '../../scope.js';
import { ATTR, spanName } from '../../semconv.js';
import { text, type Fields } from '../../providers/fields.js';
import { messageLabels, targetOf, TOOLS_CALL } from './message.js';
import { categoryOfOutcome, type Outcome } from './outcome.js';

/** Who observes: `client` sends the message, `server` receives it. Both ends of MCP do both. */
export type Side = 'client' | 'server';

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

const DURATION = {
  client: 'mcpClientOperationDuration',
  server: 'mcpServerOperationDuration',
} as const;

/** Records the duration of a request or a notification. */
export function recordDuration(
  side: Side,
  seconds: number,
  labels: Attributes,
  { errorType, code }: Outcome,
  ctx: Context,
): void {
  const { agentName, workflowName } = callerOf(ctx);
  const attributes = limitAttributes(
    withoutUndefined({
      ...labels,
      // A server runs on behalf of whoever calls it, in another process or not.
      ...(side === 'client' && { [ATTR.agentName]: agentName, [ATTR.workflowName]: workflowName }),
      [ATTR.rpcResponseStatusCode]: code,
      [ATTR.errorType]: errorType,
    }),
  );
  recordMetric(DURATION[side], seconds, attributes, ctx);
}

/** The call of a tool by a client counts as such, where no tool around it is the same call. */
const recordTool = (
  { params, parent }: McpRequest,
  seconds: number,
  outcome: Outcome,
  ctx: Context,
): void => {
  const { agentName, workflowName } = callerOf(parent);
  const attributes = limitAttributes(
    withoutUndefined({
      [ATTR.toolName]: text(params['name']),
      [ATTR.toolType]: 'extension',
      [ATTR.agentName]: agentName,
      [ATTR.workflowName]: workflowName,
      [ATTR.errorType]: categoryOfOutcome(outcome),
    }),
  );
  recordMetric('executeToolDuration', seconds, attributes, ctx);
};

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
        if (counts) recordTool(request, seconds, outcome, ctx);
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
