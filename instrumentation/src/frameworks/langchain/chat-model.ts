import { context } from '@opentelemetry/api';
import { guard } from '../../guard.js';
import { deferInference } from '../../inference/deferred-inference.js';
import { observeStream } from '../../inference/observe-stream.js';
import type { InferenceRequest, ResponseFacts } from '../../inference/request.js';
import type { ModalityTokens, Usage } from '../../inference/usage.js';
import { fieldsOf, list, number, sum, text, texts, type Fields } from '../../providers/fields.js';
import { OPERATION } from '../../semconv.js';
import { answeredContent, askedContent } from './content.js';
import type { Method } from './method.js';

/**
 * `ls_provider` of LangChain's chat models that is not the name of the semantic conventions.
 * Sources: `getLsParams` of the `@langchain/*` packages and
 * https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/
 */
const PROVIDER: Readonly<Record<string, string>> = {
  amazon_bedrock: 'aws.bedrock',
  azure: 'azure.ai.openai',
  bedrock: 'aws.bedrock',
  google: 'gcp.gemini',
  google_genai: 'gcp.gemini',
  google_vertexai: 'gcp.vertex_ai',
  mistral: 'mistral_ai',
  mistralai: 'mistral_ai',
  watsonx: 'ibm.watsonx.ai',
  xai: 'x_ai',
};

/** @param asked what the model is asked, as the application wrote it */
const requestOf = (
  model: Fields,
  asked: unknown,
  options: unknown,
  stream: boolean,
): InferenceRequest => {
  const tell = model['getLsParams'] as Method | undefined;
  const params = fieldsOf(tell?.call(model, fieldsOf(options)));
  const provider = (text(params['ls_provider']) ?? 'unknown').toLowerCase();
  return {
    operation: OPERATION.chat,
    provider: PROVIDER[provider] ?? provider,
    model: text(params['ls_model_name']) ?? text(model['model']) ?? 'unknown',
    stream,
    temperature: number(params['ls_temperature']),
    maxTokens: number(params['ls_max_tokens']),
    content: () => askedContent(asked),
  };
};

/** Tokens as LangChain tells them of every provider: details are parts of the totals. */
const usageOf = (messages: readonly Fields[]): Usage | undefined => {
  const told = messages.map((it) => it['usage_metadata']).filter((it) => it !== undefined);
  if (told.length === 0) return undefined;
  const total = (key: string): number | undefined =>
    sum(...told.map((it) => number(fieldsOf(it)[key])));
  const part = (of: 'input' | 'output', key: string): number | undefined =>
    sum(...told.map((it) => number(fieldsOf(fieldsOf(it)[`${of}_token_details`])[key])));
  const byModality = (of: 'input' | 'output'): ModalityTokens => ({
    text: part(of, 'text'),
    audio: part(of, 'audio'),
    image: part(of, 'image'),
    video: part(of, 'video'),
  });
  return {
    inputTokens: total('input_tokens'),
    outputTokens: total('output_tokens'),
    cacheReadInputTokens: part('input', 'cache_read'),
    cacheWriteInputTokens: part('input', 'cache_creation'),
    inputByModality: byModality('input'),
    reasoningOutputTokens: part('output', 'reasoning'),
    outputByModality: byModality('output'),
  };
};

type Counts = { readonly [key: string]: number | Counts | undefined };

const addCounts = (before: Counts, more: Counts): Counts =>
  Object.fromEntries(
    [...new Set([...Object.keys(before), ...Object.keys(more)])].map((key) => {
      const [a, b] = [before[key], more[key]];
      return typeof a === 'object' || typeof b === 'object'
        ? [key, addCounts((a ?? {}) as Counts, (b ?? {}) as Counts)]
        : [key, sum(a, b)];
    }),
  );

const addUsage = (before: Usage | undefined, more: Usage | undefined): Usage | undefined =>
  before === undefined || more === undefined
    ? (more ?? before)
    : addCounts(before as Counts, more as Counts);

/** What the messages of an answer, or a piece of one, tell. */
const factsOf = (messages: readonly Fields[]): ResponseFacts => {
  const metadata = messages.map((it) => fieldsOf(it['response_metadata']));
  return {
    model: texts(metadata.flatMap((it) => [it['model_name'], it['model']]))?.[0],
    id: texts(metadata.map((it) => it['id']))?.[0],
    finishReasons: texts(
      metadata.flatMap((it) => [it['finish_reason'], it['finishReason'], it['stop_reason']]),
    ),
    usage: usageOf(messages),
    output: () => messages.flatMap(answeredContent),
  };
};

const messagesOf = (result: unknown): readonly Fields[] =>
  (fieldsOf(result)['generations'] as readonly unknown[])
    .flatMap(list)
    .map((generation) => fieldsOf(generation['message']));

/** Observes `_generateUncached` of a chat model: the call itself, which a cache may spare. */
export function observeGenerate(original: Method): Method {
  return function observedGenerate(this: unknown, ...args) {
    const recorder = guard('beginning a model call', () =>
      deferInference(() => {
        // Lists of messages, one for each answer.
        const asked = (args[0] as readonly unknown[]).flat();
        return requestOf(fieldsOf(this), asked, args[1], false);
      }),
    );
    if (recorder === undefined) return original.apply(this, args);
    return (context.with(recorder.context, original, this, ...args) as Promise<unknown>).then(
      (result) => {
        guard('reading a response', () => recorder.learn(factsOf(messagesOf(result))));
        recorder.end();
        return result;
      },
      (error: unknown) => {
        recorder.fail(error);
        throw error;
      },
    );
  };
}

/** Observes `_streamIterator` of a chat model. */
export function observeChunks(original: Method): Method {
  return function observedChunks(this: unknown, ...args) {
    const recorder = guard('beginning a model call', () =>
      deferInference(() => requestOf(fieldsOf(this), args[0], args[1], true)),
    );
    const chunks = original.apply(this, args) as AsyncGenerator;
    if (recorder === undefined) return chunks;
    for (const key of ['next', 'return', 'throw'] as const) {
      chunks[key] = context.bind(recorder.context, chunks[key].bind(chunks));
    }
    let usage: Usage | undefined;
    return observeStream(chunks, {
      recorder,
      read: (chunk) => {
        const message = fieldsOf(chunk);
        const facts = factsOf([message]);
        // Each chunk tells the tokens that it adds.
        usage = addUsage(usage, facts.usage);
        recorder.learn({ ...facts, usage });
        const { content } = message;
        if (typeof content === 'string' ? content !== '' : list(content).length > 0) {
          recorder.chunk();
        }
      },
      aborted: () => false,
    });
  };
}
