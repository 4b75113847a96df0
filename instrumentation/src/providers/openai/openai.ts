import type { RequestContent } from '../../inference/content.js';
import type { InferenceRequest, ResponseFacts } from '../../inference/request.js';
import { OPERATION } from '../../semconv.js';
import { fieldsOf, list, number, text, texts, type Fields } from '../fields.js';
import type { Endpoint, Provider } from '../provider.js';
import { serverOfClient } from '../server.js';
import { chatContent, chatOutput } from './chat-content.js';
import { responseContent, responseEventOutput, responseOutput } from './response-content.js';
import { completionUsage, responseUsage } from './usage.js';

const request =
  (operation: string, content?: (body: Fields) => RequestContent): Endpoint['request'] =>
  (body, resource): InferenceRequest => ({
    operation,
    model: text(body['model']) ?? 'unknown',
    stream: body['stream'] === true,
    ...serverOfClient(resource['_client'], 'openai'),
    temperature: number(body['temperature']),
    topP: number(body['top_p']),
    maxTokens:
      number(body['max_completion_tokens']) ??
      number(body['max_output_tokens']) ??
      number(body['max_tokens']),
    seed: number(body['seed']),
    frequencyPenalty: number(body['frequency_penalty']),
    presencePenalty: number(body['presence_penalty']),
    choiceCount: number(body['n']),
    content: content && (() => content(body)),
  });

/** A chunk has the shape of a completion, with pieces of messages in it. */
const completionFacts = (completion: Fields): ResponseFacts => ({
  model: text(completion['model']),
  id: text(completion['id']),
  finishReasons: texts(list(completion['choices']).map((it) => it['finish_reason'])),
  usage: completionUsage(completion['usage']),
  output: () => chatOutput(completion),
});

const tellsNothing = (value: unknown): boolean => value === undefined || value === null;

/** A chunk between the first, which tells the model, and the last, which tell how it ended. */
const isInBetween = (chunk: Fields): boolean =>
  tellsNothing(chunk['usage']) &&
  list(chunk['choices']).every((choice) => tellsNothing(choice['finish_reason']));

/** There are many chunks, and most bring output and nothing else that is to be learnt. */
const readChunks = (): ((chunk: Fields) => ResponseFacts) => {
  let begun = false;
  return (chunk) => {
    if (begun && isInBetween(chunk)) return { output: () => chatOutput(chunk) };
    const facts = completionFacts(chunk);
    begun ||= facts.model !== undefined && facts.id !== undefined;
    return facts;
  };
};

/** What a choice of a chunk may say, in OpenAI's protocol and in those of others that speak it. */
const SAID = [
  'content',
  'text',
  'tool_calls',
  'reasoning_content',
  'reasoning',
  'refusal',
  'audio',
  'function_call',
];

/** False for the first chunk, which may tell the role alone, and the last, which tells the end. */
const bringsOutput = (choice: Fields): boolean => {
  const delta = fieldsOf(choice['delta'] ?? choice);
  return SAID.some((field) => {
    const said = delta[field];
    return said !== undefined && said !== null && (said as string | unknown[]).length !== 0;
  });
};

/** Completions of chats and of texts differ in what a choice holds. */
const completions = (path: readonly string[], operation: string): Endpoint => ({
  class: path,
  method: 'create',
  request: request(operation, chatContent),
  response: completionFacts,
  events: readChunks,
  isOutput: (event) => list(event['choices']).some(bringsOutput),
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
    finishReasons: UNFINISHED.has(status) ? undefined : texts([reason]),
    usage: responseUsage(response['usage'], response['output']),
    output: () => responseOutput(response),
    failure: responseFailure(response),
  };
};

/** Chat and text completions, responses and embeddings of the `openai` package. */
export const openai: Provider = {
  name: 'openai',
  module: 'openai',
  versions: ['>=4.0.0 <8'],
  endpoints: [
    completions(['OpenAI', 'Chat', 'Completions'], OPERATION.chat),
    completions(['OpenAI', 'Completions'], OPERATION.textCompletion),
    {
      class: ['OpenAI', 'Responses'],
      method: 'create',
      request: request(OPERATION.chat, responseContent),
      response: responseFacts,
      events: () => (event) => ({
        ...responseFacts(fieldsOf(event['response'])),
        output: () => responseEventOutput(event),
      }),
      isOutput: (event) => text(event['type'])?.endsWith('.delta') ?? false,
    },
    {
      class: ['OpenAI', 'Embeddings'],
      method: 'create',
      request: request(OPERATION.embeddings),
      response: (response) => ({
        model: text(response['model']),
        usage: completionUsage(response['usage']),
      }),
    },
  ],
};
