/**
 * What models are asked and answer, in the shape of the conventions:
 * https://github.com/open-telemetry/semantic-conventions-genai (gen-ai-input-messages.json,
 * gen-ai-output-messages.json, gen-ai-system-instructions.json).
 */

/** A piece of a message, by its `type`. Other types than these may occur, as providers have them. */
export type MessagePart =
  | { readonly type: 'text' | 'reasoning'; readonly content: string }
  | {
      readonly type: 'tool_call';
      readonly id?: string | undefined;
      readonly name: string;
      readonly arguments?: unknown;
    }
  | {
      readonly type: 'tool_call_response';
      readonly id?: string | undefined;
      readonly response: unknown;
    }
  | { readonly type: 'uri'; readonly modality: string; readonly uri: string }
  | {
      readonly type: 'blob';
      readonly modality: string;
      readonly mime_type?: string | undefined;
      readonly content: string;
    };

/** One message: who said what. */
export interface Message {
  /** `system`, `user`, `assistant`, `tool`, or as the provider calls it. */
  readonly role: string;
  readonly parts: readonly MessagePart[];
  readonly finish_reason?: string | undefined;
}

/** What a model is asked. */
export interface RequestContent {
  /** Instructions that are told apart from the messages. */
  readonly systemInstructions?: readonly MessagePart[] | undefined;
  readonly inputMessages?: readonly Message[] | undefined;
}

/** What was asked and answered in one call. */
export interface CallContent extends RequestContent {
  readonly outputMessages?: readonly Message[] | undefined;
}

/**
 * A piece of an answer: of a whole one a part, of a streamed one what an event adds to a part.
 * Pieces with the same `choice`, `type` and `part` make one part.
 */
export interface OutputPiece {
  /** Which of the answers, where several were asked for. Default: 0. */
  readonly choice?: number | undefined;
  readonly type: 'text' | 'reasoning' | 'tool_call';
  /** Which part of its type, as the provider counts them. Default: 0. */
  readonly part?: number | string | undefined;
  /** The text, or of a tool call the arguments. */
  readonly text?: string | undefined;
  /** Of a tool call. */
  readonly id?: string | undefined;
  /** Of a tool call. */
  readonly name?: string | undefined;
}
