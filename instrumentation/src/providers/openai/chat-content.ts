import type { Message, MessagePart, OutputPiece, RequestContent } from '../../inference/content.js';
import { fieldsOf, list, number, text, type Fields } from '../fields.js';
import { blobPart, mediaPart } from '../media-part.js';

const toPart = (part: Fields): readonly MessagePart[] => {
  const content = text(part['text']) ?? text(part['refusal']);
  if (content !== undefined) return [{ type: 'text', content }];
  const image = text(fieldsOf(part['image_url'])['url']);
  if (image !== undefined) return [mediaPart('image', image)];
  const audio = fieldsOf(part['input_audio']);
  const data = text(audio['data']);
  return data === undefined ? [] : [blobPart('audio', text(audio['format']), data)];
};

const toParts = (content: unknown): readonly MessagePart[] =>
  typeof content === 'string' ? [{ type: 'text', content }] : list(content).flatMap(toPart);

const toToolCall = (call: Fields): MessagePart => {
  const fn = fieldsOf(call['function']);
  return {
    type: 'tool_call',
    id: text(call['id']),
    name: text(fn['name']) ?? 'unknown',
    arguments: fn['arguments'],
  };
};

const toMessage = (message: Fields): Message => {
  const role = text(message['role']) ?? 'user';
  const id = text(message['tool_call_id']);
  return {
    role,
    parts:
      role === 'tool'
        ? [{ type: 'tool_call_response', id, response: message['content'] }]
        : [...toParts(message['content']), ...list(message['tool_calls']).map(toToolCall)],
  };
};

/** What a chat or a text completion is asked. */
export function chatContent(body: Fields): RequestContent {
  const prompt = body['prompt'];
  return {
    inputMessages:
      prompt === undefined
        ? list(body['messages']).map(toMessage)
        : [prompt].flat().map((it) => ({ role: 'user', parts: toParts(it) })),
  };
}

/** What a completion, or a chunk of one, adds to the answer. */
export function chatOutput(completion: Fields): readonly OutputPiece[] {
  return list(completion['choices']).flatMap((it) => {
    const choice = number(it['index']);
    const message = fieldsOf(it['message'] ?? it['delta'] ?? it);
    const said = text(message['content']) ?? text(message['refusal']) ?? text(message['text']);
    // Not OpenAI's own, but of several that speak its protocol.
    const reasoning = text(message['reasoning_content']) ?? text(message['reasoning']);
    return [
      ...(reasoning === undefined ? [] : [{ choice, type: 'reasoning', text: reasoning } as const]),
      ...(said === undefined ? [] : [{ choice, type: 'text', text: said } as const]),
      ...list(message['tool_calls']).map((call, i): OutputPiece => {
        const fn = fieldsOf(call['function']);
        return {
          choice,
          type: 'tool_call',
          part: number(call['index']) ?? i,
          id: text(call['id']),
          name: text(fn['name']),
          text: text(fn['arguments']),
        };
      }),
    ];
  });
}
