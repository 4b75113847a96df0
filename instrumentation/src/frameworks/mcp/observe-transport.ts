import { context, propagation, type Context } from '@opentelemetry/api';
import { guard } from '../../guard.js';
import { fieldsOf } from '../../providers/fields.js';
import { createConnection, type McpConnection } from './connection.js';
import { readMessage } from './message.js';
import type { McpOperation } from './operation.js';
import { notSent, type Outcome } from './outcome.js';

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** The transport of the SDK: what a message goes through, whatever is under it. */
interface Transport {
  start: Method;
  send: Method;
  onmessage?: Method | undefined;
  onclose?: Method | undefined;
}

const isTransport = (value: unknown): value is Transport =>
  typeof fieldsOf(value)['start'] === 'function' && typeof fieldsOf(value)['send'] === 'function';

/** `message` with the context of its request in `params._meta`, as the conventions ask. */
const withContext = (message: unknown, ctx: Context): unknown => {
  const carrier: Record<string, string> = {};
  propagation.inject(ctx, carrier);
  if (Object.keys(carrier).length === 0) return message;
  const fields = fieldsOf(message);
  const params = fieldsOf(fields['params']);
  return { ...fields, params: { ...params, _meta: { ...fieldsOf(params['_meta']), ...carrier } } };
};

/** How a message is sent: what instead of it, in which context, and whom to tell how that went. */
interface Sending {
  readonly message: unknown;
  readonly context: Context;
  readonly sent?: () => void;
  readonly failed?: (outcome: Outcome) => void;
}

const planSending = (connection: McpConnection, value: unknown): Sending => {
  const message = readMessage(value);
  if (message?.kind === 'request') {
    const operation: McpOperation = connection.send(message);
    return {
      message: withContext(value, operation.context),
      context: operation.context,
      failed: (outcome) => operation.settle(outcome),
    };
  }
  const ctx = context.active();
  if (message?.kind === 'response') {
    const settle = connection.answered('server', message);
    return {
      message: value,
      context: ctx,
      sent: () => settle?.(),
      failed: (outcome) => settle?.(outcome),
    };
  }
  if (message?.kind === 'notification') {
    const startedAt = performance.now();
    const notify = (outcome: Outcome = {}): void =>
      context.with(ctx, () => {
        const seconds = (performance.now() - startedAt) / 1000;
        connection.notified('client', message, seconds, outcome);
      });
    return { message: value, context: ctx, sent: notify, failed: notify };
  }
  return { message: value, context: ctx };
};

const observedSend = (connection: McpConnection, send: Method): Method =>
  function observed(this: unknown, value, ...rest) {
    const sending = guard('sending an MCP message', () => planSending(connection, value));
    if (sending === undefined) return send.call(this, value, ...rest);
    const failed = (error: unknown): never => {
      guard('failing to send an MCP message', () => sending.failed?.(notSent(error)));
      throw error;
    };
    let sent: unknown;
    try {
      sent = context.with(sending.context, () => send.call(this, sending.message, ...rest));
    } catch (error) {
      return failed(error);
    }
    return Promise.resolve(sent).then((result) => {
      guard('having sent an MCP message', () => sending.sent?.());
      return result;
    }, failed);
  };

/** The context in which a message that arrived is handled. */
const planReceiving = (connection: McpConnection, value: unknown): Context => {
  const message = readMessage(value);
  if (message?.kind === 'request') return connection.receive(message).context;
  if (message?.kind === 'response') connection.answered('client', message)?.();
  // Nobody waits for a notification: it has taken no time when it has arrived.
  if (message?.kind === 'notification') connection.notified('server', message, 0, {});
  return context.active();
};

const observedReceive = (connection: McpConnection, receive: Method): Method =>
  function observed(this: unknown, ...args) {
    const ctx = guard('receiving an MCP message', () => planReceiving(connection, args[0]));
    return context.with(ctx ?? context.active(), () => receive.apply(this, args));
  };

const observe = (transport: Transport): void => {
  const connection = createConnection(transport);
  const { send, onmessage, onclose } = transport;
  transport.send = observedSend(connection, send);
  if (onmessage !== undefined) {
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a transport has no listeners
    transport.onmessage = observedReceive(connection, onmessage);
  }
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a transport has no listeners
  transport.onclose = function closed(this: unknown, ...args) {
    // The next connection over this transport is observed anew.
    transport.send = send;
    connection.close();
    return onclose?.apply(this, args);
  };
  // A server over stdio is left when its input ends, and is not told so in another way.
  const input = fieldsOf(transport)['_stdin'];
  if (typeof fieldsOf(input)['once'] === 'function') {
    (input as NodeJS.ReadableStream).once('end', () => connection.close());
  }
};

const waiting = new WeakSet<object>();

/**
 * Lets the messages of `transport` be seen from its start on, when whoever connects has set its
 * listeners. What is sent and received stays as it is, but for the context that requests carry.
 */
export function observeTransport(transport: unknown): void {
  if (!isTransport(transport) || waiting.has(transport)) return;
  waiting.add(transport);
  const { start } = transport;
  transport.start = function started(this: unknown, ...args) {
    transport.start = start;
    waiting.delete(transport);
    guard('observing an MCP transport', () => observe(transport));
    return start.apply(this, args);
  };
}
