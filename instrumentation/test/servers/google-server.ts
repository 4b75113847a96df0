import type { ServerResponse } from 'node:http';
import {
  sendEvents,
  sendJson,
  startProtocolServer,
  type Body,
  type ProtocolServer,
} from './protocol-server.js';

/** The usage of every answer: what is counted apart is in none of the others but the cached. */
export const USAGE = {
  prompt: 900,
  promptAudio: 100,
  cached: 400,
  toolUse: 100,
  candidates: 400,
  thoughts: 100,
} as const;

/** The pieces of a streamed answer. */
export const CHUNKS = ['one ', 'two ', 'three'] as const;

/** Tokens of an embedding. */
export const EMBEDDING_TOKENS = 8;

const modality = (name: string, tokenCount: number): object => ({ modality: name, tokenCount });

const usageMetadata = {
  promptTokenCount: USAGE.prompt,
  promptTokensDetails: [
    modality('TEXT', USAGE.prompt - USAGE.promptAudio),
    modality('AUDIO', USAGE.promptAudio),
  ],
  cachedContentTokenCount: USAGE.cached,
  cacheTokensDetails: [modality('TEXT', USAGE.cached)],
  toolUsePromptTokenCount: USAGE.toolUse,
  toolUsePromptTokensDetails: [modality('TEXT', USAGE.toolUse)],
  candidatesTokenCount: USAGE.candidates,
  candidatesTokensDetails: [modality('TEXT', USAGE.candidates)],
  thoughtsTokenCount: USAGE.thoughts,
  totalTokenCount: USAGE.prompt + USAGE.toolUse + USAGE.candidates + USAGE.thoughts,
};

/** What is refused, by the prompt or the model; `flaky` fails once, so that the SDK retries. */
const ERROR_BY_PROMPT: Readonly<Record<string, readonly [code: number, status: string]>> = {
  'rate-limited': [429, 'RESOURCE_EXHAUSTED'],
  unauthorized: [403, 'PERMISSION_DENIED'],
  refused: [400, 'INVALID_ARGUMENT'],
  overloaded: [503, 'UNAVAILABLE'],
  'timed-out': [504, 'DEADLINE_EXCEEDED'],
};

const errorBody = ([code, status]: readonly [number, string]): object => ({
  error: { code, status, message: `told to answer ${code}` },
});

/** The text that was said last. */
const promptOf = (body: Body): string => {
  const contents = body['contents'] as readonly { parts?: readonly { text?: string }[] }[];
  return contents?.at(-1)?.parts?.[0]?.text ?? '';
};

/** A tool is called once: when tools are given, and none has answered. */
const wantsTool = (body: Body): boolean =>
  body['tools'] !== undefined && !JSON.stringify(body['contents']).includes('functionResponse');

const toolCall = { functionCall: { name: 'look_up', args: { topic: 'tides' } } };

const answer = (model: string, parts: readonly object[], finishReason?: string): object => ({
  candidates: [
    { index: 0, content: { role: 'model', parts }, ...(finishReason && { finishReason }) },
  ],
  modelVersion: `${model}-001`,
  responseId: 'resp_1',
});

const generate = (model: string, body: Body, response: ServerResponse): void => {
  const parts = wantsTool(body) ? [toolCall] : [{ text: CHUNKS.join('') }];
  if (promptOf(body) === 'blocked') {
    sendJson(response, 200, {
      promptFeedback: { blockReason: 'SAFETY' },
      usageMetadata: { promptTokenCount: USAGE.prompt },
      modelVersion: `${model}-001`,
    });
    return;
  }
  sendJson(response, 200, { ...answer(model, parts, 'STOP'), usageMetadata });
};

const stream = (model: string, body: Body, response: ServerResponse): void => {
  const parts = wantsTool(body) ? [toolCall] : CHUNKS.map((text) => ({ text }));
  const [first, ...rest] = parts.map((part, index) => ({
    ...answer(model, [part], index === parts.length - 1 ? 'STOP' : undefined),
    // Totals as far as they are known: the output grows.
    usageMetadata: index === parts.length - 1 ? usageMetadata : { promptTokenCount: USAGE.prompt },
  }));
  const prompt = promptOf(body);
  if (prompt === 'stalls') sendEvents(response, [first!], { ending: 'stall' });
  else if (prompt === 'breaks') sendEvents(response, [first!], { ending: 'break' });
  else if (prompt === 'overloads') {
    sendEvents(response, [first!, errorBody([503, 'UNAVAILABLE'])]);
  } else sendEvents(response, [first!, ...rest]);
};

const embed = (_: string, __: Body, response: ServerResponse): void => {
  sendJson(response, 200, {
    embeddings: [{ values: [0.25, 0.5] }],
    usageMetadata: { promptTokenCount: EMBEDDING_TOKENS },
  });
};

/** On Vertex AI, some models of embeddings are asked by another name, and tell tokens for each. */
const predict = (_: string, __: Body, response: ServerResponse): void => {
  const embeddings = { values: [0.25, 0.5], statistics: { token_count: EMBEDDING_TOKENS } };
  sendJson(response, 200, { predictions: [{ embeddings }] });
};

const METHODS: Readonly<
  Record<string, (model: string, body: Body, response: ServerResponse) => void>
> = {
  generateContent: generate,
  streamGenerateContent: stream,
  batchEmbedContents: embed,
  predict,
};

/** Speaks the protocol of Gemini and of Vertex AI on a free port of 127.0.0.1. */
export function startGoogleServer(): Promise<ProtocolServer> {
  let flakyCalls = 0;
  return startProtocolServer((body, response, path) => {
    const [, model = '', method = ''] = /([^/]+):(\w+)/.exec(path) ?? [];
    const prompt = promptOf(body);
    const flaky = prompt === 'flaky' && (flakyCalls += 1) === 1;
    const error = ERROR_BY_PROMPT[flaky ? 'overloaded' : prompt] ?? ERROR_BY_PROMPT[model];
    if (error !== undefined) sendJson(response, error[0], errorBody(error));
    else METHODS[method]?.(model, body, response);
  });
}
