import type { Message, MessagePart, OutputPiece, RequestContent } from '../../inference/content.js';
import { fieldsOf, list, number, text, type Fields } from '../fields.js';
import { blobPart } from '../media-part.js';

const toFile = (part: Fields): readonly MessagePart[] => {
  const { inlineData, fileData } = part;
  const { mimeType, data, fileUri } = { ...fieldsOf(inlineData), ...fieldsOf(fileData) } as Fields;
  const modality = text(mimeType)?.split('/')[0] ?? 'unknown';
  if (fileData !== undefined) return [{ type: 'uri', modality, uri: text(fileUri) ?? '' }];
  return inlineData === undefined ? [] : [blobPart(modality, text(mimeType), text(data))];
};

const toPart = (part: unknown): readonly MessagePart[] => {
  if (typeof part === 'string') return [{ type: 'text', content: part }];
  const fields = fieldsOf(part);
  const content = text(fields['text']);
  if (content !== undefined) {
    return [{ type: fields['thought'] === true ? 'reasoning' : 'text', content }];
  }
  const { id, name, args, response } = {
    ...fieldsOf(fields['functionCall']),
    ...fieldsOf(fields['functionResponse']),
  } as Fields;
  if (fields['functionCall'] !== undefined) {
    return [{ type: 'tool_call', id: text(id), name: text(name) ?? 'unknown', arguments: args }];
  }
  return fields['functionResponse'] === undefined
    ? toFile(fields)
    : [{ type: 'tool_call_response', id: text(id) ?? text(name), response }];
};

const partsOf = (content: unknown): readonly MessagePart[] => {
  const { parts } = fieldsOf(content);
  return [parts ?? content].flat().flatMap(toPart);
};

const toMessage = (content: unknown): Message => ({
  role: text(fieldsOf(content)['role']) ?? 'user',
  parts: partsOf(content),
});

/** What a model is asked: a text, a content, its parts, or a list of contents. */
export function generateContent(parameters: Fields): RequestContent {
  const { contents } = parameters;
  const { systemInstruction } = fieldsOf(parameters['config']);
  const isList = Array.isArray(contents) && contents.some((it) => fieldsOf(it)['parts']);
  return {
    systemInstructions: systemInstruction === undefined ? undefined : partsOf(systemInstruction),
    inputMessages: isList ? contents.map(toMessage) : [toMessage(contents)],
  };
}

/** What a response, or a chunk of one, adds to the answer. */
export function candidatesOutput(response: Fields): readonly OutputPiece[] {
  return list(response['candidates']).flatMap((candidate, i) => {
    const choice = number(candidate['index']) ?? i;
    return list(fieldsOf(candidate['content'])['parts']).flatMap((part): readonly OutputPiece[] => {
      const call = fieldsOf(part['functionCall']);
      if (part['functionCall'] !== undefined) {
        // A call comes whole, in one chunk.
        const given = JSON.stringify(call['args']);
        const name = text(call['name']);
        const id = text(call['id']);
        return [
          { choice, type: 'tool_call', part: `${id} ${name} ${given}`, id, name, text: given },
        ];
      }
      const said = text(part['text']);
      if (said === undefined) return [];
      return [{ choice, type: part['thought'] === true ? 'reasoning' : 'text', text: said }];
    });
  });
}
