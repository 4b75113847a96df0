import type { MessagePart } from '../inference/content.js';

/** `data:image/png;base64,…`: the head is short, whatever follows. */
const DATA_URL = /^data:([\w.+-]{1,60}\/[\w.+-]{1,80})?[;,]/;

/** A file in a message by its size: its bytes would take the room of all that is written. */
export function blobPart(modality: string, mimeType: string | undefined, data = ''): MessagePart {
  return {
    type: 'blob',
    modality,
    ...(mimeType !== undefined && { mime_type: mimeType }),
    content: `[${data.length} characters left out]`,
  };
}

/** A file in a message, by its URL, which may hold the file itself. */
export function mediaPart(modality: string, uri: string): MessagePart {
  const embedded = DATA_URL.exec(uri);
  return embedded === null ? { type: 'uri', modality, uri } : blobPart(modality, embedded[1], uri);
}
