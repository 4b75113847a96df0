import type { Attributes } from '@opentelemetry/api';
import { withoutUndefined } from '../../caller-context.js';
import { fieldsOf, text, type Fields } from '../../providers/fields.js';
import { ATTR, OPERATION } from '../../semconv.js';

/** A message of JSON-RPC, as far as it is read here: https://www.jsonrpc.org/specification */
export type Message =
  | {
      readonly kind: 'request';
      readonly id: string;
      readonly method: string;
      readonly params: Fields;
    }
  | { readonly kind: 'notification'; readonly method: string; readonly params: Fields }
  | {
      readonly kind: 'response';
      readonly id: string;
      readonly result: Fields;
      readonly error: Fields;
    };

/** An id as the key of what it stands for; undefined where there is none. */
export function idOf(id: unknown): string | undefined {
  return typeof id === 'number' ? String(id) : text(id);
}

/** Reads a message; undefined where it is none of JSON-RPC. */
export function readMessage(value: unknown): Message | undefined {
  const fields = fieldsOf(value);
  const method = text(fields['method']);
  const params = fieldsOf(fields['params']);
  const id = idOf(fields['id']);
  if (method !== undefined) {
    return id === undefined
      ? { kind: 'notification', method, params }
      : { kind: 'request', id, method, params };
  }
  if (id === undefined) return undefined;
  const { result, error } = fields;
  return { kind: 'response', id, result: fieldsOf(result), error: fieldsOf(error) };
}

/** `tools/call`: the call of a tool. */
export const TOOLS_CALL = 'tools/call';

/** The notification that an earlier request is given up. */
export const CANCELLED = 'notifications/cancelled';

/** The key of `_meta` under which requests tell their protocol since the revision 2026-07-28. */
const PROTOCOL_VERSION_META = 'io.modelcontextprotocol/protocolVersion';

/** The version of the protocol that parameters or a result tell. */
export function protocolVersionOf(fields: Fields): string | undefined {
  return text(fields['protocolVersion']) ?? text(fieldsOf(fields['_meta'])[PROTOCOL_VERSION_META]);
}

/** The tool or the prompt that a request names. */
export function targetOf(method: string, params: Fields): string | undefined {
  return method === TOOLS_CALL || method === 'prompts/get' ? text(params['name']) : undefined;
}

/** What a request or a notification is about: bounded, so that it goes on metrics too. */
export function messageLabels(method: string, params: Fields): Attributes {
  const target = targetOf(method, params);
  const isToolCall = method === TOOLS_CALL;
  return withoutUndefined({
    [ATTR.mcpMethodName]: method,
    [ATTR.operationName]: isToolCall ? OPERATION.executeTool : undefined,
    [isToolCall ? ATTR.toolName : ATTR.promptName]: target,
  });
}
