import type { Attributes } from '@opentelemetry/api';
import { guard } from '../../guard.js';
import { limitAttributes, recordMetric } from '../../instruments.js';
import { ATTR } from '../../semconv.js';
import type { Side } from './metrics.js';

const DURATION = {
  client: 'mcpClientSessionDuration',
  server: 'mcpServerSessionDuration',
} as const;

/** The time in which a connection holds a session. */
export interface McpSession {
  /** Whoever sends the first request is the client. Later calls change nothing. */
  opened(by: Side): void;
  /** Only the first call counts. */
  close(labels: Attributes, sessionId: string | undefined): void;
}

export function createSession(): McpSession {
  let open: { readonly side: Side; readonly since: number } | undefined;
  return {
    opened(side) {
      open ??= { side, since: performance.now() };
    },
    close(labels, sessionId) {
      const session = open;
      open = undefined;
      // Over HTTP, a server that gives no session id keeps no session.
      if (session === undefined) return;
      if (labels[ATTR.networkProtocolName] === 'http' && sessionId === undefined) return;
      guard('ending an MCP session', () => {
        const seconds = (performance.now() - session.since) / 1000;
        recordMetric(DURATION[session.side], seconds, limitAttributes(labels));
      });
    },
  };
}
