import { context, propagation, type Attributes } from '@opentelemetry/api';
import { withoutUndefined } from '../../caller-context.js';
import { guard } from '../../guard.js';
import { fieldsOf, text } from '../../providers/fields.js';
import { ATTR } from '../../semconv.js';
import { CANCELLED, idOf, messageLabels, protocolVersionOf, type Message } from './message.js';
import { networkAttributes } from './network.js';
import { recordDuration, type Side } from './metrics.js';
import { ambientLinks, beginMcpRequest, type McpOperation } from './operation.js';
import { givenUp, outcomeOf, type Outcome } from './outcome.js';
import { createSession } from './session.js';

type Request = Message & { readonly kind: 'request' };
type Notification = Message & { readonly kind: 'notification' };
type Response = Message & { readonly kind: 'response' };

/** What is known of the messages that go over one connection, in both directions. */
export interface McpConnection {
  /** Begins a request that is sent. */
  send(request: Request): McpOperation;
  /** Begins a request that arrived: its caller is the one that its `_meta` tells. */
  receive(request: Request): McpOperation;
  /** Tells the request that a response answers, where it is known. */
  answered(by: Side, response: Response): ((failure?: Outcome) => void) | undefined;
  /** A notification was sent, or arrived; it may give up a request. */
  notified(side: Side, notification: Notification, seconds: number, outcome: Outcome): void;
  /** No more requests will come; what was asked before may still be answered. */
  endSession(): void;
  /** Nothing more will come or go. */
  close(): void;
}

const CLOSED: Outcome = { errorType: 'network', message: 'Connection closed' };

export function createConnection(transport: object): McpConnection {
  const network = networkAttributes(transport);
  const session = createSession();
  const requests = {
    client: new Map<string, McpOperation>(),
    server: new Map<string, McpOperation>(),
  };
  let protocolVersion: string | undefined;

  // A client forgets the id when it ends the session, which is before the connection closes.
  let lastSessionId: string | undefined;
  const sessionId = (): string | undefined =>
    (lastSessionId = text(fieldsOf(transport)['sessionId']) ?? lastSessionId);
  const labels = (): Attributes =>
    withoutUndefined({
      ...network,
      // A transport that was started before is told the version that was agreed on.
      [ATTR.mcpProtocolVersion]: protocolVersion ?? text(fieldsOf(transport)['protocolVersion']),
    });
  const connection = () => ({ labels: labels(), sessionId: sessionId() });

  const endSession = (): void => session.close(labels(), sessionId());

  const kept = (side: Side, id: string, operation: McpOperation): McpOperation => {
    requests[side].set(id, operation);
    return operation;
  };

  const settle = (side: Side, id: string, outcome: Outcome): void => {
    requests[side].get(id)?.settle(outcome);
    requests[side].delete(id);
  };

  return {
    send({ id, method, params }) {
      // A transport sends it once more by itself, as when it has renewed its token.
      const underWay = requests.client.get(id);
      if (underWay !== undefined) return underWay;
      session.opened('client');
      protocolVersion = protocolVersionOf(params) ?? protocolVersion;
      const parent = context.active();
      return kept(
        'client',
        id,
        beginMcpRequest({ side: 'client', id, method, params, parent, connection }),
      );
    },
    receive({ id, method, params }) {
      session.opened('server');
      protocolVersion = protocolVersionOf(params) ?? protocolVersion;
      const parent = propagation.extract(context.active(), fieldsOf(params['_meta']));
      const links = ambientLinks(parent);
      return kept(
        'server',
        id,
        beginMcpRequest({ side: 'server', id, method, params, parent, links, connection }),
      );
    },
    answered(by, response) {
      if (!requests[by].has(response.id)) return undefined;
      protocolVersion = protocolVersionOf(response.result) ?? protocolVersion;
      return (failure) => settle(by, response.id, failure ?? outcomeOf(response));
    },
    notified(side, { method, params }, seconds, outcome) {
      const cancelled = method === CANCELLED ? idOf(params['requestId']) : undefined;
      if (cancelled !== undefined) settle(side, cancelled, givenUp(params['reason']));
      const all = { ...messageLabels(method, params), ...labels() };
      recordDuration(side, seconds, all, outcome, context.active());
    },
    endSession,
    close() {
      guard('closing an MCP connection', () => {
        for (const side of ['client', 'server'] as const) {
          for (const operation of requests[side].values()) operation.settle(CLOSED);
          requests[side].clear();
        }
        endSession();
      });
    },
  };
}
