import type { Message, MessagePart, OutputPiece } from './content.js';

interface GrowingPart {
  readonly type: OutputPiece['type'];
  readonly pieces: string[];
  id?: string | undefined;
  name?: string | undefined;
}

const toPart = ({ type, pieces, id, name }: GrowingPart): MessagePart =>
  type === 'tool_call'
    ? { type, ...(id !== undefined && { id }), name: name ?? 'unknown', arguments: pieces.join('') }
    : { type, content: pieces.join('') };

/** Puts an answer together from its pieces, in the order in which its parts began. */
export interface OutputCollector {
  add(pieces: readonly OutputPiece[]): void;
  /** The answers, one for each choice; undefined where there are none. */
  messages(finishReasons: readonly string[] | undefined): readonly Message[] | undefined;
}

/**
 * Creates a collector for one answer.
 * @param limit characters to keep; the rest of a longer answer would be cut anyway
 */
export function createOutputCollector(limit: number): OutputCollector {
  const choices = new Map<number, Map<string, GrowingPart>>();
  let kept = 0;

  const partOf = ({ choice = 0, type, part = 0 }: OutputPiece): GrowingPart => {
    let parts = choices.get(choice);
    if (parts === undefined) {
      parts = new Map();
      choices.set(choice, parts);
    }
    const key = `${type} ${part}`;
    let growing = parts.get(key);
    if (growing === undefined) {
      growing = { type, pieces: [] };
      parts.set(key, growing);
    }
    return growing;
  };

  return {
    add(pieces) {
      for (const piece of pieces) {
        const part = partOf(piece);
        part.id ??= piece.id;
        part.name ??= piece.name;
        if (piece.text === undefined || kept > limit) continue;
        part.pieces.push(piece.text);
        kept += piece.text.length;
      }
    },
    messages(finishReasons) {
      if (choices.size === 0) return undefined;
      return [...choices]
        .toSorted(([a], [b]) => a - b)
        .map(([choice, parts]) => ({
          role: 'assistant',
          parts: [...parts.values()].map(toPart),
          ...(finishReasons?.[choice] !== undefined && { finish_reason: finishReasons[choice] }),
        }));
    },
  };
}
