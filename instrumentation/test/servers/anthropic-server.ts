import type { ServerResponse } from 'node:http';
import {
  sendEvents,
  sendJson,
  startProtocolServer,
  type Body,
  type Ending,
  type ProtocolServer,
} from './protocol-server.js';

/** The usage of every answer. Of the tokens written to the cache, some are kept for an hour. */
export const USAGE = {
  uncached: 400,
  cacheRead: 400,
  cacheWrite: 200,
  cacheWriteOneHour: 50,
  output: 500,
  thinking: 100,
} as const;

/** The pieces of the text that a stream brings, after one piece of a thought. */
export const CHUNKS = ['one ', 'two ', 'three'] as const;

const inputUsage = {
  input_tokens: USAGE.uncached,
  cache_read_input_tokens: USAGE.cacheRead,
  cache_creation_input_tokens: USAGE.cacheWrite,
  cache_creation: {
    ephemeral_5m_input_tokens: USAGE.cacheWrite - USAGE.cacheWriteOneHour,
    ephemeral_1h_input_tokens: USAGE.cacheWriteOneHour,
  },
};
const outputUsage = {
  output_tokens: USAGE.output,
  output_tokens_details: { thinking_tokens: USAGE.thinking },
};

/** What is refused, by the model asked for; `flaky` is overloaded once, so that the SDK retries. */
const ERROR_BY_MODEL: Readonly<Record<string, readonly [status: number, type: string]>> = {
  'rate-limited': [429, 'rate_limit_error'],
  overloaded: [529, 'overloaded_error'],
  unauthorized: [401, 'authentication_error'],
  refused: [400, 'invalid_request_error'],
  broken: [500, 'api_error'],
};

const ENDING_BY_MODEL: Readonly<Record<string, Ending>> = {
  'claude-haiku-4-5-stalls': 'stall',
  'claude-haiku-4-5-breaks': 'break',
};

const errorBody = (type: string): object => ({
  type: 'error',
  error: { type, message: `told to answer ${type}` },
});

const toolUse = { type: 'tool_use', id: 'toolu_1', name: 'look_up', input: { topic: 'tides' } };

/** A tool is called once: when tools are given, and none has answered. */
const wantsTool = (body: Body): boolean =>
  body['tools'] !== undefined && !JSON.stringify(body['messages']).includes('tool_result');

const message = (body: Body): object => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: `${String(body['model'])}-20251001`,
  stop_sequence: null,
});

const whole = (body: Body): object => ({
  ...message(body),
  content: wantsTool(body) ? [toolUse] : [{ type: 'text', text: CHUNKS.join('') }],
  stop_reason: wantsTool(body) ? 'tool_use' : 'end_turn',
  usage: {
    ...inputUsage,
    ...outputUsage,
    ...(body['model'] === 'claude-haiku-4-5-searching' && {
      server_tool_use: { web_search_requests: 2 },
    }),
  },
});

const delta = (index: number, piece: object): object => ({
  type: 'content_block_delta',
  index,
  delta: piece,
});

/** The pieces of a streamed call to a tool. */
const toolPieces: object[] = [
  { type: 'content_block_start', index: 0, content_block: { ...toolUse, input: {} } },
  ...['{"topic":', '"tides"}'].map((partial_json) =>
    delta(0, { type: 'input_json_delta', partial_json }),
  ),
  { type: 'content_block_stop', index: 0 },
];

/** The events of a streamed answer: `pieces` are the ones that carry output. */
const events = (body: Body): { start: object; pieces: object[]; end: object[] } => {
  const thinking = { type: 'thinking', thinking: '', signature: '' };
  return {
    start: {
      type: 'message_start',
      message: {
        ...message(body),
        content: [],
        stop_reason: null,
        usage: { ...inputUsage, output_tokens: 1 },
      },
    },
    pieces: wantsTool(body)
      ? toolPieces
      : [
          { type: 'content_block_start', index: 0, content_block: thinking },
          delta(0, { type: 'thinking_delta', thinking: 'hm' }),
          { type: 'content_block_stop', index: 0 },
          { type: 'ping' },
          { type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } },
          ...CHUNKS.map((text) => delta(1, { type: 'text_delta', text })),
          { type: 'content_block_stop', index: 1 },
        ],
    end: [
      {
        type: 'message_delta',
        delta: { stop_reason: wantsTool(body) ? 'tool_use' : 'end_turn', stop_sequence: null },
        // Totals; null is no news.
        usage: { ...outputUsage, input_tokens: null, cache_read_input_tokens: null },
      },
      { type: 'message_stop' },
    ],
  };
};

const stream = (body: Body, response: ServerResponse): void => {
  const { start, pieces, end } = events(body);
  const model = String(body['model']);
  const ending = ENDING_BY_MODEL[model];
  if (ending !== undefined) {
    sendEvents(response, [start, ...pieces.slice(0, 2)], { named: true, ending });
  } else if (model === 'claude-haiku-4-5-overloads') {
    sendEvents(response, [start, ...pieces.slice(0, 2), errorBody('overloaded_error')], {
      named: true,
    });
  } else {
    sendEvents(response, [start, ...pieces, ...end], { named: true });
  }
};

/** Speaks Anthropic's protocol on a free port of 127.0.0.1. */
export function startAnthropicServer(): Promise<ProtocolServer> {
  let flakyCalls = 0;
  return startProtocolServer((body, response) => {
    const model = String(body['model']);
    if (model === 'silent') return;
    const flaky = model === 'flaky' && (flakyCalls += 1) === 1;
    const [status, type] = ERROR_BY_MODEL[flaky ? 'overloaded' : model] ?? [200, ''];
    if (status !== 200) sendJson(response, status, errorBody(type));
    else if (body['stream'] === true) stream(body, response);
    else sendJson(response, 200, whole(body));
  });
}
