import type { Attributes, Context } from '@opentelemetry/api';
import { callerOf, withoutUndefined } from '../../caller-context.js';
import { limitAttributes, recordMetric } from '../../instruments.js';
import { ATTR } from '../../semconv.js';
import { categoryOfOutcome, type Outcome } from './outcome.js';

/** Who observes: `client` sends the message, `server` receives it. Both ends of MCP do both. */
export type Side = 'client' | 'server';

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
export function recordToolCall(
  tool: string | undefined,
  seconds: number,
  outcome: Outcome,
  ctx: Context,
): void {
  const { agentName, workflowName } = callerOf(ctx);
  const attributes = limitAttributes(
    withoutUndefined({
      [ATTR.toolName]: tool,
      [ATTR.toolType]: 'extension',
      [ATTR.agentName]: agentName,
      [ATTR.workflowName]: workflowName,
      [ATTR.errorType]: categoryOfOutcome(outcome),
    }),
  );
  recordMetric('executeToolDuration', seconds, attributes, ctx);
}
