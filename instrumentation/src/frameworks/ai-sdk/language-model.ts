import type { Context } from '@opentelemetry/api';
import { guard } from '../../guard.js';
import { beginInference, type InferenceRecorder } from '../../inference/recorder.js';
import type { ResponseFacts } from '../../inference/request.js';
import { fieldsOf, number, text, texts, type Fields } from '../../providers/fields.js';
import { serverOf } from '../../providers/server.js';
import { namedModel } from './model-name.js';
import { modelUsage } from './usage.js';

/** What a call is that the events of the AI SDK do not tell. */
interface ModelCall {
  /** `gen_ai.operation.name` */
  readonly operation: string;
  readonly stream: boolean;
  readonly parent: Context;
}

/** Begins a call of the model that an event of the AI SDK names. */
export function beginModelCall(event: Fields, call: ModelCall): InferenceRecorder {
  const { provider, modelId } = event;
  return beginInference(
    {
      operation: call.operation,
      ...namedModel(text(provider) ?? 'unknown', text(modelId) ?? 'unknown'),
      stream: call.stream,
      temperature: number(event['temperature']),
      topP: number(event['topP']),
      maxTokens: number(event['maxOutputTokens']),
      seed: number(event['seed']),
    },
    call.parent,
  );
}

/** The server that a request went to, where a provider tells it by an answer or an error. */
export function serverFacts(url: unknown): ResponseFacts {
  const { serverAddress, serverPort } = serverOf(url, '');
  return { serverAddress, serverPort };
}

const finishReasons = (reason: unknown): readonly string[] | undefined =>
  texts([fieldsOf(reason)['raw'] ?? fieldsOf(reason)['unified']]);

/** What the SDK tells of the answer that it makes an object of. */
export function objectFacts(event: Fields): ResponseFacts {
  const response = fieldsOf(event['response']);
  return {
    ...serverFacts(fieldsOf(event['request'])['url']),
    id: text(response['id']),
    model: text(response['modelId']),
    finishReasons: texts([event['finishReason']]),
  };
}

const asError = (error: unknown): Error =>
  error instanceof Error ? error : Object.assign(new Error(String(error)), fieldsOf(error));

/** Parts of a stream that carry output of the model. */
const OUTPUT_PARTS: ReadonlySet<unknown> = new Set([
  'text-delta',
  'reasoning-delta',
  'tool-input-delta',
]);

const readPart = (part: Fields, recorder: InferenceRecorder): void => {
  const type = part['type'];
  if (OUTPUT_PARTS.has(type)) recorder.chunk();
  else if (type === 'response-metadata') {
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
            guard('reading a part of a stream', () => readPart(fieldsOf(value), recorder));
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

/** Lets `recorder` see what a model of the AI SDK answered: a whole answer, or a stream of it. */
export function observeAnswer(answer: unknown, recorder: InferenceRecorder): void {
  const result = fieldsOf(answer);
  recorder.learn(serverFacts(fieldsOf(result['request'])['url']));
  const { stream } = result;
  if (stream instanceof ReadableStream) {
    // In place: a copy would be taken for the answer itself, and hide what the SDK keeps on it.
    (answer as { stream: unknown }).stream = observeParts(stream, recorder);
    return;
  }
  const response = fieldsOf(result['response']);
  recorder.learn({
    id: text(response['id']),
    model: text(response['modelId']),
    usage: modelUsage(result['usage']),
    finishReasons: finishReasons(result['finishReason']),
  });
  recorder.end();
}
