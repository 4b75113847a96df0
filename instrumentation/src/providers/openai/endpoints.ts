import type { InferenceRequest, ResponseFacts } from '../../inference/request.js';
import type { Usage } from '../../inference/usage.js';
import { OPERATION } from '../../semconv.js';
import { fieldsOf, list, number, text, type Fields } from './fields.js';

/** One endpoint of the protocol: where the SDK keeps it, and how to read what goes through it. */
export interface Endpoint {
  /** The path of the resource's class from the client's class. */
  readonly resource: readonly string[];
  readonly operation: string;
  readonly request: (body: Fields) => Pick<InferenceRequest, 'maxTokens' | 'seed'>;
  /** Reads a whole response. */
  readonly response: (response: Fields) => ResponseFacts;
  /** Reads an event of a stream. */
  readonly event: (event: Fields) => ResponseFacts;
  /** True for the events of a stream that carry output, which are the chunks of the metrics. */
  readonly isOutput: (event: Fields) => boolean;
}

const finishReasons = (reasons: readonly unknown[]): readonly string[] | undefined => {
  const told = reasons.map(text).filter((reason) => reason !== undefined);
  return told.length > 0 ? told : undefined;
};

/** Tokens as chat completions and embeddings tell them. */
const completionUsage = (value: unknown): Usage | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const usage = fieldsOf(value);
  const input = fieldsOf(usage['prompt_tokens_details']);
  const output = fieldsOf(usage['completion_tokens_details']);
  return {
    inputTokens: number(usage['prompt_tokens']),
    outputTokens: number(usage['completion_tokens']),
    cacheReadInputTokens: number(input['cached_tokens']),
    cacheWriteInputTokens: number(input['cache_write_tokens']),
    reasoningOutputTokens: number(output['reasoning_tokens']),
    inputAudioTokens: number(input['audio_tokens']),
    outputAudioTokens: number(output['audio_tokens']),
  };
};

/** Tokens as the responses API tells them. */
const responseUsage = (value: unknown): Usage | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const usage = fieldsOf(value);
  const input = fieldsOf(usage['input_tokens_details']);
  const output = fieldsOf(usage['output_tokens_details']);
  return {
    inputTokens: number(usage['input_tokens']),
    outputTokens: number(usage['output_tokens']),
    cacheReadInputTokens: number(input['cached_tokens']),
    cacheWriteInputTokens: number(input['cache_write_tokens']),
    reasoningOutputTokens: number(output['reasoning_tokens']),
  };
};

/** A chunk has the shape of a completion, with pieces of messages in it. */
const completionFacts = (completion: Fields): ResponseFacts => ({
  model: text(completion['model']),
  id: text(completion['id']),
  finishReasons: finishReasons(list(completion['choices']).map((it) => it['finish_reason'])),
  usage: completionUsage(completion['usage']),
});

/** Statuses of a response that is still being made. */
const UNFINISHED: ReadonlySet<unknown> = new Set(['in_progress', 'queued']);

const responseFailure = (response: Fields): Error | undefined => {
  if (response['status'] !== 'failed') return undefined;
  const error = fieldsOf(response['error']);
  return Object.assign(new Error(text(error['message']) ?? 'the response failed'), {
    code: error['code'],
  });
};

const responseFacts = (response: Fields): ResponseFacts => {
  const status = response['status'];
  const reason = fieldsOf(response['incomplete_details'])['reason'] ?? status;
  return {
    model: text(response['model']),
    id: text(response['id']),
    finishReasons: UNFINISHED.has(status) ? undefined : finishReasons([reason]),
    usage: responseUsage(response['usage']),
    failure: responseFailure(response),
  };
};

/** The endpoints that are observed. */
export const ENDPOINTS: readonly Endpoint[] = [
  {
    resource: ['Chat', 'Completions'],
    operation: OPERATION.chat,
    request: (body) => ({
      maxTokens: number(body['max_completion_tokens']) ?? number(body['max_tokens']),
      seed: number(body['seed']),
    }),
    response: completionFacts,
    event: completionFacts,
    // The last chunk, which carries the usage, has no choices.
    isOutput: (event) => list(event['choices']).length > 0,
  },
  {
    resource: ['Responses'],
    operation: OPERATION.chat,
    request: (body) => ({ maxTokens: number(body['max_output_tokens']) }),
    response: responseFacts,
    event: (event) => responseFacts(fieldsOf(event['response'])),
    isOutput: (event) => text(event['type'])?.endsWith('.delta') ?? false,
  },
  {
    resource: ['Embeddings'],
    operation: OPERATION.embeddings,
    request: () => ({}),
    response: (response) => ({
      model: text(response['model']),
      usage: completionUsage(response['usage']),
    }),
    event: () => ({}),
    isOutput: () => false,
  },
];
