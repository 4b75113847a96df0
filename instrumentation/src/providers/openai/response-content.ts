import type { Message, MessagePart, OutputPiece, RequestContent } from '../../inference/content.js';
import { fieldsOf, list, number, text, type Fields } from '../fields.js';
import { mediaPart } from '../media-part.js';

const toPart = (part: Fields): readonly MessagePart[] => {
  const content = text(part['text']) ?? text(part['refusal']);
  if (content !== undefined) return [{ type: 'text', content }];
  const image = text(part['image_url']);
  return image === undefined ? [] : [mediaPart('image', image)];
};

const toParts = (content: unknown): readonly MessagePart[] =>
  typeof content === 'string' ? [{ type: 'text', content }] : list(content).flatMap(toPart);

const summaryOf = (item: Fields): string =>
  list(item['summary'])
    .map((it) => text(it['text']) ?? '')
    .join('\n');

/** The items of a conversation, by their type; what is none of these is a message. */
const ITEMS: Readonly<Record<string, (item: Fields) => Message>> = {
  function_call: (item) => ({
    role: 'assistant',
    parts: [
      {
        type: 'tool_call',
        id: text(item['call_id']),
        name: text(item['name']) ?? 'unknown',
        arguments: item['arguments'],
      },
    ],
  }),
  function_call_output: (item) => ({
    role: 'tool',
    parts: [{ type: 'tool_call_response', id: text(item['call_id']), response: item['output'] }],
  }),
  reasoning: (item) => ({
    role: 'assistant',
    parts: [{ type: 'reasoning', content: summaryOf(item) }],
  }),
};

const toMessage = (item: Fields): Message =>
  ITEMS[text(item['type']) ?? '']?.(item) ?? {
    role: text(item['role']) ?? 'user',
    parts: toParts(item['content']),
  };

/** What the responses API is asked. */
export function responseContent(body: Fields): RequestContent {
  const { instructions, input } = body;
  return {
    systemInstructions: typeof instructions === 'string' ? toParts(instructions) : undefined,
    inputMessages:
      typeof input === 'string'
        ? [{ role: 'user', parts: toParts(input) }]
        : list(input).map(toMessage),
  };
}

/** A whole response. */
export function responseOutput(response: Fields): readonly OutputPiece[] {
  return list(response['output']).flatMap((item, i): readonly OutputPiece[] => {
    if (item['type'] === 'function_call') {
      const { call_id: id, name, arguments: given } = item;
      return [{ type: 'tool_call', part: i, id: text(id), name: text(name), text: text(given) }];
    }
    if (item['type'] === 'reasoning') {
      const summary = summaryOf(item);
      return summary === '' ? [] : [{ type: 'reasoning', part: i, text: summary }];
    }
    return list(item['content']).map((part, j) => ({
      type: 'text',
      part: `${i}.${j}`,
      text: text(part['text']) ?? text(part['refusal']),
    }));
  });
}

/** The events of a stream that carry pieces, by their type. */
const EVENTS: Readonly<Record<string, (event: Fields, item: number) => OutputPiece>> = {
  'response.output_text.delta': (event, item) => ({
    type: 'text',
    part: `${item}.${number(event['content_index']) ?? 0}`,
    text: text(event['delta']),
  }),
  'response.refusal.delta': (event, item) => ({
    type: 'text',
    part: `${item}.${number(event['content_index']) ?? 0}`,
    text: text(event['delta']),
  }),
  'response.reasoning_summary_text.delta': (event, item) => ({
    type: 'reasoning',
    part: item,
    text: text(event['delta']),
  }),
  'response.function_call_arguments.delta': (event, item) => ({
    type: 'tool_call',
    part: item,
    text: text(event['delta']),
  }),
};

/** What an event of a stream adds to the answer. */
export function responseEventOutput(event: Fields): readonly OutputPiece[] {
  const type = text(event['type']) ?? '';
  const item = number(event['output_index']) ?? 0;
  const piece = EVENTS[type]?.(event, item);
  if (piece !== undefined) return [piece];
  const added = fieldsOf(event['item']);
  return type === 'response.output_item.added' && added['type'] === 'function_call'
    ? [{ type: 'tool_call', part: item, id: text(added['call_id']), name: text(added['name']) }]
    : [];
}
