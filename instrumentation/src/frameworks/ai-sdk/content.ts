import type { Message, MessagePart, OutputPiece, RequestContent } from '../../inference/content.js';
import { fieldsOf, list, text, type Fields } from '../../providers/fields.js';
import { blobPart, mediaPart } from '../../providers/media-part.js';

const filePart = (part: Fields): MessagePart => {
  const mediaType = text(part['mediaType']);
  const modality = mediaType?.split('/', 1)[0] ?? (part['type'] === 'image' ? 'image' : 'file');
  const data = part['data'] ?? part['image'];
  const url = data instanceof URL ? data : fieldsOf(data)['url'];
  if (url instanceof URL) return mediaPart(modality, url.href);
  return blobPart(modality, mediaType, text(data) ?? text(fieldsOf(data)['data']));
};

/** The parts of messages, by their type. Those that are none of these tell nothing by themselves. */
const PARTS: Readonly<Record<string, (part: Fields) => MessagePart>> = {
  text: (part) => ({ type: 'text', content: text(part['text']) ?? '' }),
  reasoning: (part) => ({ type: 'reasoning', content: text(part['text']) ?? '' }),
  image: filePart,
  file: filePart,
  'tool-call': (part) => ({
    type: 'tool_call',
    id: text(part['toolCallId']),
    name: text(part['toolName']) ?? 'unknown',
    arguments: part['input'],
  }),
  'tool-result': (part) => ({
    type: 'tool_call_response',
    id: text(part['toolCallId']),
    response: fieldsOf(part['output'])['value'],
  }),
};

const toParts = (content: unknown): readonly MessagePart[] =>
  typeof content === 'string'
    ? [{ type: 'text', content }]
    : list(content).flatMap((part) => PARTS[String(part['type'])]?.(part) ?? []);

const toMessage = (message: Fields): Message => ({
  role: text(message['role']) ?? 'user',
  parts: toParts(message['content']),
});

/** Instructions are a text, or one or several messages of the system. */
const instructionParts = (instructions: unknown): readonly MessagePart[] | undefined => {
  if (instructions === undefined) return undefined;
  if (typeof instructions === 'string') return toParts(instructions);
  return [instructions].flat().flatMap((message) => toParts(fieldsOf(message)['content']));
};

/**
 * What a model is asked, from the event that tells of the call; the SDK leaves it out of the event
 * where the application says `recordInputs: false`.
 */
export function eventContent(event: Fields): RequestContent {
  return {
    systemInstructions: instructionParts(event['instructions']),
    inputMessages: list(event['messages'] ?? event['promptMessages']).map(toMessage),
  };
}

/** What a part of an answer, or of a stream of it, adds to the answer; a whole one is the `index`th. */
export function partOutput(part: Fields, index = 0): readonly OutputPiece[] {
  const type = text(part['type']) ?? '';
  const id = text(part['id']) ?? index;
  const said = text(part['text']) ?? text(part['delta']);
  if (type === 'tool-call') {
    const call = text(part['toolCallId']);
    const name = text(part['toolName']);
    return [{ type: 'tool_call', part: call, id: call, name, text: text(part['input']) }];
  }
  if (said === undefined) return [];
  if (type.startsWith('text')) return [{ type: 'text', part: id, text: said }];
  return type.startsWith('reasoning') ? [{ type: 'reasoning', part: id, text: said }] : [];
}
