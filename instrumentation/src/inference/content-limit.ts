import type { CallContent, Message } from './content.js';

/** Characters that the frame of a message or a part counts for, beside its texts. */
const FRAME = 40;

/** Deeper than this nobody nests what a tool is given. */
const MAX_DEPTH = 16;

/** Content within its limit. */
export interface LimitedContent {
  readonly content: CallContent;
  /** True where something was cut or left out. */
  readonly truncated: boolean;
}

/**
 * Cuts content to `limit` characters. The answer comes first, then the instructions, then the
 * messages from the newest on; what has no room is cut with a note of how much, and old messages
 * are left out.
 *
 * @param redact applied to each text before it is cut, since half a secret is not recognised
 */
export function limitContent(
  content: CallContent,
  limit: number,
  redact: (text: string) => string,
): LimitedContent {
  let room = limit;
  let truncated = false;

  const cut = (text: string): string => {
    const redacted = redact(text);
    if (redacted.length <= room) {
      room -= redacted.length;
      return redacted;
    }
    truncated = true;
    const kept = redacted.slice(0, Math.max(room, 0));
    room = 0;
    return `${kept}… [${redacted.length - kept.length} characters truncated]`;
  };

  const fit = (value: unknown, depth = 0): unknown => {
    if (typeof value === 'string') return cut(value);
    if (typeof value === 'bigint') return cut(String(value));
    if (typeof value === 'function' || typeof value === 'symbol') return undefined;
    if (typeof value !== 'object' || value === null) return value;
    if (ArrayBuffer.isView(value)) return cut(`[${value.byteLength} bytes]`);
    if (depth > MAX_DEPTH) return cut(`[nested deeper than ${MAX_DEPTH}]`);
    room -= FRAME;
    // Numbers and names have their length too.
    const most = Math.max(Math.ceil(room / 4), 1);
    const entries = Object.entries(value);
    truncated ||= entries.length > most;
    const fitted = entries
      .slice(0, most)
      .map(([key, held]): [string, unknown] => [key, fit(held, depth + 1)]);
    return Array.isArray(value) ? fitted.map(([, held]) => held) : Object.fromEntries(fitted);
  };

  /** From the newest on, while there is room. */
  const newest = (messages: readonly Message[]): readonly Message[] => {
    const kept: Message[] = [];
    for (const message of messages.toReversed()) {
      if (room <= 0 && kept.length > 0) {
        truncated = true;
        break;
      }
      kept.unshift({ ...message, parts: fit(message.parts) as Message['parts'] });
      room -= FRAME;
    }
    return kept;
  };

  const { outputMessages, systemInstructions, inputMessages } = content;
  const limited: CallContent = {
    outputMessages: outputMessages?.map((message) => ({
      ...message,
      parts: fit(message.parts) as Message['parts'],
    })),
    systemInstructions: systemInstructions && (fit(systemInstructions) as Message['parts']),
    inputMessages: inputMessages && newest(inputMessages),
  };
  return { content: limited, truncated };
}
