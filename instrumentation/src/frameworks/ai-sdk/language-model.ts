import type { Context } from '@opentelemetry/api';
import { beginInference, type InferenceRecorder } from '../../inference/recorder.js';
import type { ResponseFacts } from '../../inference/request.js';
import { fieldsOf, number, text, texts, type Fields } from '../../providers/fields.js';
import { serverOf } from '../../providers/server.js';
import { eventContent, partOutput } from './content.js';
import { namedModel } from './model-name.js';

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
      topK: number(event['topK']),
      frequencyPenalty: number(event['frequencyPenalty']),
      presencePenalty: number(event['presencePenalty']),
      content: () => eventContent(event),
    },
    call.parent,
  );
}

/** The server that a request went to, where a provider tells it by an answer or an error. */
export function serverFacts(url: unknown): ResponseFacts {
  const { serverAddress, serverPort } = serverOf(url, '');
  return { serverAddress, serverPort };
}

/** What the SDK tells of the answer that it makes an object of. */
export function objectFacts(event: Fields): ResponseFacts {
  const response = fieldsOf(event['response']);
  return {
    ...serverFacts(fieldsOf(event['request'])['url']),
    id: text(response['id']),
    model: text(response['modelId']),
    finishReasons: texts([event['finishReason']]),
    output: () => partOutput({ type: 'text', text: event['objectText'] }),
  };
}
