import type { InferenceRequest, ResponseFacts } from '../../inference/request.js';
import { OPERATION } from '../../semconv.js';
import { fieldsOf, list, number, text, texts, type Fields } from '../fields.js';
import type { Endpoint, Provider } from '../provider.js';
import { serverOf } from '../server.js';
import { candidatesOutput, generateContent } from './content.js';
import { embeddingUsage, usageOf } from './usage.js';

/** `gemini-2.5-flash` of `models/gemini-2.5-flash` and of `publishers/google/models/…`. */
const modelName = (model: unknown): string =>
  text(model)?.replace(/^(.*\/)?models\//, '') ?? 'unknown';

const request =
  (operation: string, stream: boolean): Endpoint['request'] =>
  (parameters, resource): InferenceRequest => {
    const config = fieldsOf(parameters['config']);
    const client = fieldsOf(fieldsOf(resource['apiClient'])['clientOptions']);
    const baseUrl =
      fieldsOf(config['httpOptions'])['baseUrl'] ?? fieldsOf(client['httpOptions'])['baseUrl'];
    return {
      operation,
      model: modelName(parameters['model']),
      stream,
      ...serverOf(baseUrl, ''),
      // The client knows it, whatever the host: it may be a gateway.
      provider: client['vertexai'] === true ? 'gcp.vertex_ai' : 'gcp.gemini',
      temperature: number(config['temperature']),
      topP: number(config['topP']),
      topK: number(config['topK']),
      maxTokens: number(config['maxOutputTokens']),
      seed: number(config['seed']),
      frequencyPenalty: number(config['frequencyPenalty']),
      presencePenalty: number(config['presencePenalty']),
      choiceCount: number(config['candidateCount']),
      ...(operation === OPERATION.generateContent && {
        content: () => generateContent(parameters),
      }),
    };
  };

const abortSignal = (parameters: Fields): AbortSignal | undefined => {
  const { abortSignal: signal } = fieldsOf(parameters['config']);
  return signal instanceof AbortSignal ? signal : undefined;
};

/** A prompt that is blocked is answered with status 200, and with nothing. */
const blocked = (response: Fields): Error | undefined => {
  const reason = text(fieldsOf(response['promptFeedback'])['blockReason']);
  return reason === undefined
    ? undefined
    : Object.assign(new Error(`The prompt was blocked: ${reason}`), { code: 'content_filter' });
};

/** A chunk has the shape of a response, with pieces of the answer and running totals in it. */
const contentFacts = (response: Fields): ResponseFacts => ({
  model: text(response['modelVersion']),
  id: text(response['responseId']),
  finishReasons: texts(list(response['candidates']).map((it) => it['finishReason'])),
  usage: usageOf(response['usageMetadata']),
  failure: blocked(response),
  output: () => candidatesOutput(response),
});

/** Version 1 calls it by its public name, which later ones keep on each object. */
const embeddings = (method: 'embedContent' | 'embedContentInternal'): Endpoint => ({
  class: ['Models'],
  method,
  request: request(OPERATION.embeddings, false),
  response: (response) => ({ usage: embeddingUsage(response) }),
});

const hasParts = (response: Fields): boolean =>
  list(response['candidates']).some((it) => list(fieldsOf(it['content'])['parts']).length > 0);

/**
 * The `@google/genai` package. Its public methods belong to each object and may make several calls
 * (tools that it calls by itself, continuations); these make one each, and chats go through them.
 */
export const googleGenAi: Provider = {
  name: 'google-genai',
  module: '@google/genai',
  versions: ['>=1.10.0 <4'],
  endpoints: [
    {
      class: ['Models'],
      method: 'generateContentInternal',
      request: request(OPERATION.generateContent, false),
      response: contentFacts,
    },
    {
      class: ['Models'],
      method: 'generateContentStreamInternal',
      request: request(OPERATION.generateContent, true),
      signal: abortSignal,
      response: contentFacts,
      events: () => contentFacts,
      isOutput: hasParts,
    },
    embeddings('embedContent'),
    embeddings('embedContentInternal'),
  ],
};
