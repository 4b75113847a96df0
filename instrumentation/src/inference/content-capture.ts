import { logs, SeverityNumber, type Attributes, type Context } from '@opentelemetry/api';
import { withoutUndefined } from '../caller-context.js';
import { guard } from '../guard.js';
import { redactor } from '../redaction/active-redactor.js';
import { SCOPE_NAME, SCOPE_VERSION } from '../scope.js';
import { ATTR, EVENT } from '../semconv.js';
import { limitContent } from './content-limit.js';
import { createOutputCollector } from './output-collector.js';
import type { InferenceRequest, ResponseFacts } from './request.js';

/** With the escapes of JSON and characters of several bytes it stays below Loki's 64 KB of attributes. */
export const DEFAULT_CONTENT_LIMIT = 16_000;

let limit: number | undefined;

/** Switches the capture of content on, with its limit in characters, or off. Off at first. */
export function setContentCapture(characters: number | undefined): void {
  limit = characters;
}

/** What is asked and answered in one call, on its way to an event. */
export interface CallCapture {
  learn(facts: ResponseFacts): void;
  /** Sends it as a log event on the span in `context`. */
  emit(facts: ResponseFacts, attributes: Attributes, context: Context): void;
}

/** Begins to capture one call; undefined where content is not captured. Its parts never throw. */
export function captureCall(request: InferenceRequest): CallCapture | undefined {
  const characters = limit;
  if (characters === undefined) return undefined;
  // Read at once: the application may go on with the same list of messages.
  const asked = guard('reading what a model is asked', () => request.content?.()) ?? {};
  const answer = createOutputCollector(characters);
  return {
    learn: ({ output }) => {
      if (output !== undefined) guard('reading an answer', () => answer.add(output()));
    },
    emit: ({ finishReasons }, attributes, context) => {
      guard('sending what was asked and answered', () => {
        const outputMessages = answer.messages(finishReasons);
        const all = { ...asked, outputMessages };
        const { content, truncated } = limitContent(all, characters, (text) =>
          redactor().text(text),
        );
        logs.getLogger(SCOPE_NAME, SCOPE_VERSION).emit({
          eventName: EVENT.inferenceDetails,
          // As the conventions ask.
          severityNumber: SeverityNumber.DEBUG,
          severityText: 'DEBUG',
          context,
          attributes: withoutUndefined({
            ...attributes,
            [ATTR.systemInstructions]: content.systemInstructions,
            [ATTR.inputMessages]: content.inputMessages,
            [ATTR.outputMessages]: content.outputMessages,
            [ATTR.contentTruncated]: truncated ? true : undefined,
          }),
        });
      });
    },
  };
}
