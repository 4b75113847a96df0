import type { MessagePart, OutputPiece, RequestContent } from '../../inference/content.js';
import { fieldsOf, list, number, text, type Fields } from '../fields.js';
import { blobPart, mediaPart } from '../media-part.js';

const toFile = (modality: string, block: Fields): MessagePart => {
  const source = fieldsOf(block['source']);
  const url = text(source['url']);
  return url === undefined
    ? blobPart(modality, text(source['media_type']), text(source['data']))
    : mediaPart(modality, url);
};

/** The blocks of a message, by their type. */
const BLOCKS: Readonly<Record<string, (block: Fields) => MessagePart>> = {
  text: (block) => ({ type: 'text', content: text(block['text']) ?? '' }),
  thinking: (block) => ({ type: 'reasoning', content: text(block['thinking']) ?? '' }),
  tool_use: (block) => ({
    type: 'tool_call',
    id: text(block['id']),
    name: text(block['name']) ?? 'unknown',
    arguments: block['input'],
  }),
  tool_result: (block) => ({
    type: 'tool_call_response',
    id: text(block['tool_use_id']),
    response: block['content'],
  }),
  image: (block) => toFile('image', block),
  document: (block) => toFile('document', block),
};

const toParts = (content: unknown): readonly MessagePart[] =>
  typeof content === 'string'
    ? [{ type: 'text', content }]
    : list(content).flatMap((block) => BLOCKS[text(block['type']) ?? '']?.(block) ?? []);

/** What a model is asked. */
export function messagesContent(body: Fields): RequestContent {
  const system = toParts(body['system']);
  return {
    systemInstructions: system.length > 0 ? system : undefined,
    inputMessages: list(body['messages']).map((message) => ({
      role: text(message['role']) ?? 'user',
      parts: toParts(message['content']),
    })),
  };
}

const toPiece = (block: Fields, part: number, given?: string): readonly OutputPiece[] => {
  const { type, id, name } = block;
  if (type === 'text') return [{ type, part, text: text(block['text']) }];
  if (type === 'thinking') return [{ type: 'reasoning', part, text: text(block['thinking']) }];
  return type === 'tool_use'
    ? [{ type: 'tool_call', part, id: text(id), name: text(name), text: given }]
    : [];
};

/** A whole answer. */
export function messageOutput(message: Fields): readonly OutputPiece[] {
  return list(message['content']).flatMap((block, i) =>
    toPiece(block, i, block['input'] === undefined ? undefined : JSON.stringify(block['input'])),
  );
}

/** What an event of a stream adds to the answer. */
export function eventOutput(event: Fields): readonly OutputPiece[] {
  const part = number(event['index']) ?? 0;
  // Of a tool, the block that begins has its name, and its input comes in pieces.
  if (event['type'] === 'content_block_start')
    return toPiece(fieldsOf(event['content_block']), part);
  const delta = fieldsOf(event['delta']);
  if (delta['type'] === 'text_delta') return [{ type: 'text', part, text: text(delta['text']) }];
  if (delta['type'] === 'thinking_delta') {
    return [{ type: 'reasoning', part, text: text(delta['thinking']) }];
  }
  return delta['type'] === 'input_json_delta'
    ? [{ type: 'tool_call', part, text: text(delta['partial_json']) }]
    : [];
}
