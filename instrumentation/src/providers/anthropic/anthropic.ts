import type { ResponseFacts } from '../../inference/request.js';
import { OPERATION } from '../../semconv.js';
import { fieldsOf, number, text, texts, type Fields } from '../fields.js';
import type { Endpoint, Provider } from '../provider.js';
import { serverOfClient } from '../server.js';
import { eventOutput, messageOutput, messagesContent } from './content.js';
import { silenceOwnSpans } from './own-spans.js';
import { usageOf } from './usage.js';

const messageFacts = (message: Fields): ResponseFacts => ({
  model: text(message['model']),
  id: text(message['id']),
  finishReasons: texts([message['stop_reason']]),
  usage: usageOf(fieldsOf(message['usage'])),
  output: () => messageOutput(message),
});

/**
 * A stream begins with a message that has no content yet, and tells how it ended, with totals of
 * its tokens, in a later event. What that leaves out or sets to null has stayed as it was.
 */
const readEvents = (): ((event: Fields) => ResponseFacts) => {
  const usage: Record<string, unknown> = {};
  return (event) => {
    const message = fieldsOf(event['message']);
    const told = Object.entries(fieldsOf(message['usage'] ?? event['usage']));
    for (const [name, value] of told) if (value !== null) usage[name] = value;
    return {
      ...messageFacts(message),
      finishReasons: texts([fieldsOf(event['delta'])['stop_reason']]),
      usage: told.length > 0 ? usageOf(usage) : undefined,
      output: () => eventOutput(event),
    };
  };
};

const messages = (path: readonly string[]): Endpoint => ({
  class: path,
  method: 'create',
  request: (body, resource) => ({
    operation: OPERATION.chat,
    model: text(body['model']) ?? 'unknown',
    stream: body['stream'] === true,
    ...serverOfClient(resource['_client'], 'anthropic'),
    temperature: number(body['temperature']),
    topP: number(body['top_p']),
    topK: number(body['top_k']),
    maxTokens: number(body['max_tokens']),
    content: () => messagesContent(body),
  }),
  response: messageFacts,
  events: readEvents,
  isOutput: (event) => event['type'] === 'content_block_delta',
});

/** What the SDKs for Vertex AI and Bedrock are built on, for `import` and `require`. */
const FILES = ['client', 'resources/index'].flatMap((file) => [
  `@anthropic-ai/sdk/${file}.mjs`,
  `@anthropic-ai/sdk/${file}.js`,
]);

/**
 * Messages of the `@anthropic-ai/sdk` package, with their helpers, which are built on `create`, and
 * of `@anthropic-ai/vertex-sdk` and `@anthropic-ai/bedrock-sdk`, which use its classes.
 */
export const anthropic: Provider = {
  name: 'anthropic',
  module: '@anthropic-ai/sdk',
  files: FILES,
  versions: ['>=0.30.0 <2'],
  endpoints: [messages(['Anthropic', 'Messages']), messages(['Anthropic', 'Beta', 'Messages'])],
  prepare: silenceOwnSpans,
};
