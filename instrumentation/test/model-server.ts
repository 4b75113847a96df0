import type { ServerResponse } from 'node:http';
import {
  sendEvents,
  sendJson,
  startProtocolServer,
  type Answer,
  type Body,
  type Ending,
  type ProtocolServer,
} from './servers/protocol-server.js';

/** The usage of every answer: tokens served from a cache and spent on reasoning included. */
export const USAGE = { input: 1000, cached: 400, output: 500, reasoning: 100 } as const;

/** The pieces of a streamed answer. */
export const CHUNKS = ['one ', 'two ', 'three'] as const;

/**
 * What the server does, by the model asked for; a model of another name answers.
 * `flaky` fails once with 500, so that the SDK retries; `silent` never answers.
 */
const STATUS_BY_MODEL: Readonly<Record<string, number>> = {
  'rate-limited': 429,
  unauthorized: 401,
  broken: 500,
  refused: 400,
  filtered: 400,
};

/** How a stream ends, by the model asked for, where it does not end well. */
const ENDING_BY_MODEL: Readonly<Record<string, Ending>> = { stalls: 'stall', breaks: 'break' };

const completionUsage = {
  prompt_tokens: USAGE.input,
  completion_tokens: USAGE.output,
  total_tokens: USAGE.input + USAGE.output,
  prompt_tokens_details: { cached_tokens: USAGE.cached },
  completion_tokens_details: { reasoning_tokens: USAGE.reasoning },
};

const responseUsage = {
  input_tokens: USAGE.input,
  output_tokens: USAGE.output,
  total_tokens: USAGE.input + USAGE.output,
  input_tokens_details: { cached_tokens: USAGE.cached },
  output_tokens_details: { reasoning_tokens: USAGE.reasoning },
};

/** The dated name with which providers answer for an alias. */
const dated = (model: unknown): string => `${String(model)}-2025-04-14`;

const toolCall = {
  id: 'call_1',
  type: 'function',
  function: { name: 'look_up', arguments: '{"topic":"tides"}' },
};

/** A tool is called once: when tools are given, and none has answered. */
const wantsTool = (body: Body): boolean =>
  body['tools'] !== undefined && !JSON.stringify(body['messages']).includes('"role":"tool"');

/** The answer to a chat, with why it ends; model `answers-json` answers an object. */
const chatAnswer = (body: Body): { readonly message: object; readonly finish: string } => {
  if (wantsTool(body)) {
    const message = { role: 'assistant', content: null, tool_calls: [{ index: 0, ...toolCall }] };
    return { message, finish: 'tool_calls' };
  }
  const content = body['model'] === 'answers-json' ? '{"topic":"tides"}' : CHUNKS.join('');
  return { message: { role: 'assistant', content }, finish: 'stop' };
};

/** The pieces in which `two-tools` calls two tools at once, as providers mix them. */
const TWO_TOOLS = [
  { index: 0, id: 'call_1', function: { name: 'look_up', arguments: '' } },
  { index: 1, id: 'call_2', function: { name: 'look_up', arguments: '{"topic"' } },
  { index: 0, function: { arguments: '{"topic":"ti' } },
  { index: 1, function: { arguments: ':"moons"}' } },
  { index: 0, function: { arguments: 'des"}' } },
];

/** Chunks of `long`: enough for what is kept of each to show. */
export const LONG = 20_000;

const told = (delta: object, more: object = {}): object => ({
  choices: [{ index: 0, delta, finish_reason: null }],
  ...more,
});
const stops = (finish_reason: string): object => ({
  choices: [{ index: 0, delta: {}, finish_reason }],
});
const FELL_OVER = { message: 'the model fell over', type: 'server_error' };

/** Streams that servers send beside those that the protocol describes, by the model asked for. */
const STREAM_BY_MODEL: Readonly<Record<string, readonly object[]>> = {
  // As vLLM and OpenRouter may: the tokens so far with each chunk.
  'usage-in-each-chunk': [
    ...CHUNKS.map((content, index) =>
      told(
        { content },
        {
          usage: { ...completionUsage, completion_tokens: (USAGE.output * index) / CHUNKS.length },
        },
      ),
    ),
    { ...stops('stop'), usage: completionUsage },
  ],
  // As Azure does: first what its filter found, and nothing else.
  'odd-chunks': [
    { choices: [], prompt_filter_results: [{ prompt_index: 0 }] },
    { object: 'ping' },
    told({}),
    ...CHUNKS.map((content) => told({ content }, { usage: null })),
    stops('stop'),
    { choices: [], usage: completionUsage },
  ],
  'fails-midway': [told({ content: 'one ' }), { error: FELL_OVER }],
  'two-tools': [
    ...TWO_TOOLS.map((call) => told({ tool_calls: [{ type: 'function', ...call }] })),
    stops('tool_calls'),
    { choices: [], usage: completionUsage },
  ],
};

const chat = (body: Body, response: ServerResponse): void => {
  const base = { id: 'chatcmpl-1', created: 1, model: dated(body['model']) };
  const { message, finish } = chatAnswer(body);
  if (body['stream'] !== true) {
    const choices = [{ index: 0, message, finish_reason: finish }];
    sendJson(response, 200, {
      ...base,
      object: 'chat.completion',
      choices,
      usage: completionUsage,
    });
    return;
  }
  const chunk = { ...base, object: 'chat.completion.chunk' };
  if (body['model'] === 'long') {
    sendEvents(
      response,
      Array.from({ length: LONG }, () => ({ ...chunk, ...told({ content: 'x' }) })),
    );
    return;
  }
  const special = STREAM_BY_MODEL[String(body['model'])];
  if (special !== undefined) {
    const events = special.map((it) => ('error' in it ? it : { ...chunk, ...it }));
    sendEvents(response, events, { last: 'data: [DONE]\n\n' });
    return;
  }
  const whole = finish === 'tool_calls' || body['model'] === 'answers-json';
  const deltas = whole ? [message] : CHUNKS.map((content) => ({ content }));
  const opening = { role: 'assistant', content: '', refusal: null };
  const events: object[] = [opening, ...deltas].map((delta, index) => ({
    ...chunk,
    choices: [{ index: 0, delta, finish_reason: index === deltas.length ? finish : null }],
  }));
  const options = body['stream_options'] as { readonly include_usage?: boolean } | undefined;
  if (options?.include_usage === true) {
    events.push({ ...chunk, choices: [], usage: completionUsage });
  }
  const ending = ENDING_BY_MODEL[String(body['model'])];
  if (ending !== undefined) {
    // What names the role, and the first piece.
    sendEvents(response, events.slice(0, 2), { ending });
    return;
  }
  sendEvents(response, events, { last: 'data: [DONE]\n\n' });
};

const textCompletion = (body: Body, response: ServerResponse): void => {
  sendJson(response, 200, {
    id: 'cmpl-1',
    object: 'text_completion',
    created: 1,
    model: body['model'],
    choices: [{ index: 0, text: CHUNKS.join(''), finish_reason: 'stop', logprobs: null }],
    usage: completionUsage,
  });
};

/** A call of a function, once: when functions are given, and none has answered. */
const functionCall = {
  id: 'fc_1',
  type: 'function_call',
  status: 'completed',
  call_id: toolCall.id,
  ...toolCall.function,
};

const offers = (body: Body, type: string): boolean =>
  JSON.stringify(body['tools'] ?? []).includes(`"type":"${type}"`);

const wantsFunction = (body: Body): boolean =>
  offers(body, 'function') &&
  !JSON.stringify(body['input']).includes('"type":"function_call_output"');

const searchCall = {
  id: 'ws_1',
  type: 'web_search_call',
  status: 'completed',
  action: { type: 'search', query: 'tides' },
};

const responses = (body: Body, response: ServerResponse): void => {
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    status: 'completed',
    content: [{ type: 'output_text', text: CHUNKS.join(''), annotations: [] }],
  };
  const searches = offers(body, 'web_search') ? [searchCall, searchCall] : [];
  const whole = {
    id: 'resp_1',
    object: 'response',
    created_at: 1,
    status: 'completed',
    model: dated(body['model']),
    output: wantsFunction(body) ? [functionCall] : [...searches, message],
    usage: responseUsage,
  };
  if (body['model'] === 'incomplete') {
    Object.assign(whole, {
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
    });
  }
  if (body['stream'] !== true) {
    sendJson(response, 200, whole);
    return;
  }
  if (body['model'] === 'fails') {
    const error = { code: 'server_error', message: 'the model fell over' };
    const failed = { ...whole, status: 'failed', error, usage: null };
    sendEvents(response, [{ type: 'response.failed', response: failed }]);
    return;
  }
  const place = { item_id: message.id, output_index: 0, content_index: 0 };
  const ending = ENDING_BY_MODEL[String(body['model'])];
  const events = [
    {
      type: 'response.created',
      response: { ...whole, status: 'in_progress', output: [], usage: null },
    },
    {
      type: 'response.output_item.added',
      output_index: 0,
      item: { ...message, status: 'in_progress', content: [] },
    },
    {
      type: 'response.content_part.added',
      ...place,
      part: { type: 'output_text', text: '', annotations: [] },
    },
    ...CHUNKS.map((delta) => ({ type: 'response.output_text.delta', ...place, delta })),
    { type: 'response.output_item.done', output_index: 0, item: message },
    { type: 'response.completed', response: whole },
  ];
  // What was begun is told, and the first piece.
  if (ending === undefined) sendEvents(response, events);
  else sendEvents(response, events.slice(0, 4), { ending });
};

const embeddings = (body: Body, response: ServerResponse): void => {
  const data = [{ object: 'embedding', index: 0, embedding: [0.25, 0.5] }];
  const usage = { prompt_tokens: 8, total_tokens: 8 };
  sendJson(response, 200, { object: 'list', data, model: body['model'], usage });
};

const models = (_: Body, response: ServerResponse): void => {
  sendJson(response, 200, { object: 'list', data: [{ id: 'gpt-4.1', object: 'model' }] });
};

const ENDPOINTS: Readonly<Record<string, Answer>> = {
  '/v1/chat/completions': chat,
  '/v1/completions': textCompletion,
  '/v1/responses': responses,
  '/v1/embeddings': embeddings,
  '/v1/models': models,
};

/** Speaks OpenAI's protocol on a free port of 127.0.0.1. */
export async function startModelServer(): Promise<ProtocolServer> {
  let flakyCalls = 0;
  const server = await startProtocolServer((body, response, path) => {
    const flaky = body['model'] === 'flaky' && (flakyCalls += 1) === 1;
    if (body['model'] === 'silent') return;
    const status = flaky ? 500 : STATUS_BY_MODEL[String(body['model'])];
    if (status === undefined) {
      ENDPOINTS[path]?.(body, response, path);
    } else {
      const code = body['model'] === 'filtered' ? 'content_filter' : null;
      sendJson(response, status, { error: { message: `told to answer ${status}`, code } });
    }
  });
  return { ...server, url: `${server.url}/v1` };
}
