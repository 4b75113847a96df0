import { context, propagation, type Context } from '@opentelemetry/api';
import { guard } from '../../guard.js';
import { fieldsOf } from '../../providers/fields.js';
import type { McpConnection } from './connection.js';
import { readMessage } from './message.js';
import { notSent, type Outcome } from './outcome.js';

/** A method of a transport. */
export type Method = (this: unknown, ...args: unknown[]) => unknown;

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
    const operation = connection.send(message);
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

/** `send` of a transport, which tells `connection` what it sends and how that went. */
export const observedSend = (connection: McpConnection, send: Method): Method =>
  function observedSending(this: unknown, value, ...rest) {
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
