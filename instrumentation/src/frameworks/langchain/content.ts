import type { Message, MessagePart, OutputPiece, RequestContent } from '../../inference/content.js';
import { fieldsOf, list, text, type Fields } from '../../providers/fields.js';
import type { Method } from './method.js';

/** LangChain's names for who said a message, where they are not the usual ones. */
const ROLES: Readonly<Record<string, string>> = { human: 'user', ai: 'assistant' };

/** The texts of a message's content: a string, or blocks of several kinds. */
const textsOf = (content: unknown): readonly string[] =>
  typeof content === 'string'
    ? [content]
    : list(content).flatMap((block) => text(block['text']) ?? []);

const toMessage = (message: unknown): Message => {
  if (Array.isArray(message)) return toMessage({ role: message[0], content: message[1] });
  if (typeof message === 'string') return toMessage({ role: 'user', content: message });
  const fields = fieldsOf(message);
  const role = text(fields['type']) ?? text(fields['role']) ?? 'user';
  if (role === 'tool') {
    const id = text(fields['tool_call_id']);
    return {
      role,
      parts: [{ type: 'tool_call_response', id, response: textsOf(fields['content']).join('') }],
    };
  }
  const said = textsOf(fields['content']).map((content): MessagePart => ({
    type: 'text',
    content,
  }));
  const calls = list(fields['tool_calls']).map((call): MessagePart => ({
    type: 'tool_call',
    id: text(call['id']),
    name: text(call['name']) ?? 'unknown',
    arguments: call['args'],
  }));
  return { role: ROLES[role] ?? role, parts: [...said.filter(hasText), ...calls] };
};

const hasText = (part: MessagePart): boolean => part.type !== 'text' || part.content !== '';

/** What a chat model is asked: a text, messages in any of the ways to write them, or a prompt. */
export function askedContent(input: unknown): RequestContent {
  const fields = fieldsOf(input);
  const toMessages = fields['toChatMessages'] as Method | undefined;
  const messages = typeof toMessages === 'function' ? toMessages.call(input) : [input].flat();
  return { inputMessages: (messages as readonly unknown[]).map(toMessage) };
}

/** What a message, or a chunk of one, adds to the answer. */
export function answeredContent(message: Fields): readonly OutputPiece[] {
  const said = textsOf(message['content']).map((piece): OutputPiece => ({
    type: 'text',
    text: piece,
  }));
  // A chunk tells the pieces of a tool call, a whole message the calls.
  const chunks = list(message['tool_call_chunks']);
  const calls = (chunks.length > 0 ? chunks : list(message['tool_calls'])).map(
    (call, index): OutputPiece => ({
      type: 'tool_call',
      part: typeof call['index'] === 'number' ? call['index'] : index,
      id: text(call['id']),
      name: text(call['name']),
      text:
        typeof call['args'] === 'string' ? call['args'] : JSON.stringify(call['args'] ?? undefined),
    }),
  );
  return [...said.filter(({ text: piece }) => piece !== ''), ...calls];
}
