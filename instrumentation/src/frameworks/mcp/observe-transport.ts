import { context, type Context } from '@opentelemetry/api';
import { guard } from '../../guard.js';
import { fieldsOf } from '../../providers/fields.js';
import { createConnection, type McpConnection } from './connection.js';
import { readMessage } from './message.js';
import { observedSend, type Method } from './observe-send.js';

/** The transport of the SDK: what a message goes through, whatever is under it. */
interface Transport {
  start: Method;
  send: Method;
  onmessage?: Method | undefined;
  onclose?: Method | undefined;
}

const isTransport = (value: unknown): value is Transport =>
  typeof fieldsOf(value)['start'] === 'function' && typeof fieldsOf(value)['send'] === 'function';

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
  function observedReceiving(this: unknown, ...args) {
    const ctx = guard('receiving an MCP message', () => planReceiving(connection, args[0]));
    return context.with(ctx ?? context.active(), () => receive.apply(this, args));
  };

const observed = new WeakSet<object>();

const observe = (transport: Transport): void => {
  observed.add(transport);
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
    observed.delete(transport);
    connection.close();
    return onclose?.apply(this, args);
  };
  // A server over stdio is left when its input ends, and is not told so in another way.
  const input = fieldsOf(transport)['_stdin'];
  if (typeof fieldsOf(input)['once'] === 'function') {
    (input as NodeJS.ReadableStream).once('end', () => connection.endSession());
  }
};

const waiting = new WeakSet<object>();

/** Lets the messages of `transport` be seen from now on, where it is not observed already. */
export function observeStartedTransport(transport: unknown): void {
  if (!isTransport(transport) || observed.has(transport)) return;
  observe(transport);
}

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
