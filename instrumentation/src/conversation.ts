import { guard } from './guard.js';

/** A conversation id, or how to tell it from the arguments of a call. */
export type ConversationId = string | ((...args: never[]) => string);

/** The conversation of one call, as a part of its caller; empty where none is told. */
export function conversationOf(
  id: ConversationId | undefined,
  args: readonly unknown[],
): { readonly conversationId?: string } {
  const told =
    typeof id === 'function'
      ? guard('conversationId()', () => (id as (...args: readonly unknown[]) => string)(...args))
      : id;
  return told === undefined ? {} : { conversationId: told };
}
