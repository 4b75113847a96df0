import { guard } from '../../guard.js';
import type { InferenceRecorder } from '../../inference/recorder.js';
import { fieldsOf, list, text, texts, type Fields } from '../../providers/fields.js';
import { partOutput } from './content.js';
import { serverFacts } from './language-model.js';
import { modelUsage } from './usage.js';

const finishReasons = (reason: unknown): readonly string[] | undefined =>
  texts([fieldsOf(reason)['raw'] ?? fieldsOf(reason)['unified']]);

const asError = (error: unknown): Error =>
  error instanceof Error ? error : Object.assign(new Error(String(error)), fieldsOf(error));

/** Parts of a stream that carry output of the model. */
const OUTPUT_PARTS: ReadonlySet<unknown> = new Set([
  'text-delta',
  'reasoning-delta',
  'tool-input-delta',
]);

const readOutput = (part: Fields, recorder: InferenceRecorder): void =>
  recorder.learn({ output: () => partOutput(part) });

const readPart = (part: Fields, recorder: InferenceRecorder): void => {
  const type = part['type'];
  // The first may be empty: it opens the message.
  if (OUTPUT_PARTS.has(type) && part['delta'] !== '') recorder.chunk();
  if (type === 'response-metadata') {
    recorder.learn({ id: text(part['id']), model: text(part['modelId']) });
  } else if (type === 'finish') {
    recorder.learn({
      usage: modelUsage(part['usage']),
      finishReasons: finishReasons(part['finishReason']),
    });
  } else if (type === 'error') {
    recorder.learn({ failure: asError(part['error']) });
  }
};

/**
 * `source` as a stream that lets `recorder` see its parts. It takes hold of `source` when it is
 * first read and not before, so that making it changes nothing.
 */
const observeParts = (
  source: ReadableStream<unknown>,
  see: (part: Fields) => void,
  recorder: InferenceRecorder,
): ReadableStream<unknown> => {
  let reader: ReadableStreamDefaultReader<unknown> | undefined;
  return new ReadableStream<unknown>(
    {
      async pull(controller) {
        reader ??= source.getReader();
        try {
          const { done, value } = await reader.read();
          if (done) {
            recorder.end();
            controller.close();
          } else {
            guard('reading a part of a stream', () => see(fieldsOf(value)));
            controller.enqueue(value);
          }
        } catch (error) {
          recorder.fail(error);
          throw error;
        }
      },
      cancel(reason) {
        recorder.abandon('The stream was left before its end');
        return (reader ?? source).cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
};

/**
 * Lets `recorder` see what a model of the AI SDK answered: a whole answer, or a stream of it.
 *
 * @param withOutput false where the application keeps what is said out of telemetry
 */
export function observeAnswer(
  answer: unknown,
  recorder: InferenceRecorder,
  withOutput: boolean,
): void {
  const result = fieldsOf(answer);
  recorder.learn(serverFacts(fieldsOf(result['request'])['url']));
  const { stream } = result;
  // Of a stream of another kind, the SDK's events tell the end and the tokens.
  if (stream !== undefined && !(stream instanceof ReadableStream)) return;
  if (stream !== undefined) {
    const see = (part: Fields): void => {
      readPart(part, recorder);
      if (withOutput) readOutput(part, recorder);
    };
    // In place: a copy would be taken for the answer itself, and hide what the SDK keeps on it.
    (answer as { stream: unknown }).stream = observeParts(stream, see, recorder);
    return;
  }
  const response = fieldsOf(result['response']);
  recorder.learn({
    id: text(response['id']),
    model: text(response['modelId']),
    usage: modelUsage(result['usage']),
    finishReasons: finishReasons(result['finishReason']),
  });
  if (withOutput) recorder.learn({ output: () => list(result['content']).flatMap(partOutput) });
  recorder.end();
}
