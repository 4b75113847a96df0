import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A server for the applications, with the same answers in every run. */
export interface ModelServer {
  readonly url: string;
  close(): void;
}

interface ChatRequest {
  readonly model: string;
  readonly stream?: boolean;
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
  readonly messages: readonly { readonly role: string }[];
}

/** A word of every question and answer, so that a search for it finds content. */
const ANSWER = ['High tide ', 'in the harbour ', 'is at noon.'];

const USAGE = {
  prompt_tokens: 1000,
  completion_tokens: 500,
  total_tokens: 1500,
  prompt_tokens_details: { cached_tokens: 400 },
  completion_tokens_details: { reasoning_tokens: 100 },
};

/** By the beginning of the path: the status of every answer, and what OpenAI says then. */
const FAILURES: Readonly<Record<string, readonly [status: number, error: object]>> = {
  '/rate-limited/': [
    429,
    {
      message: 'Rate limit reached for gpt-4.1-mini on requests per min (RPM): Limit 3, Used 3.',
      type: 'requests',
      code: 'rate_limit_exceeded',
    },
  ],
  '/broken/': [
    500,
    {
      message: 'The server had an error while processing your request. Sorry about that!',
      type: 'server_error',
      code: null,
    },
  ],
};

const sendJson = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

function chat(request: ChatRequest, response: ServerResponse): void {
  const base = { id: 'chatcmpl-1', created: 1, model: `${request.model}-2025-04-14` };
  if (request.stream === true) {
    const chunk = { ...base, object: 'chat.completion.chunk' };
    const choice = (delta: object, finish_reason: string | null): object => ({
      ...chunk,
      choices: [{ index: 0, delta, finish_reason }],
    });
    const events = [
      ...ANSWER.map((content) => choice({ role: 'assistant', content }, null)),
      choice({}, 'stop'),
      { ...chunk, choices: [], usage: USAGE },
    ];
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const event of events) response.write(`data: ${JSON.stringify(event)}\n\n`);
    response.end('data: [DONE]\n\n');
    return;
  }
  const name = request.tools?.[0]?.function.name;
  const call = { name, arguments: '{"topic":"tides of the harbour"}' };
  const choice =
    name === undefined || request.messages.some(({ role }) => role === 'tool')
      ? { message: { role: 'assistant', content: ANSWER.join('') }, finish_reason: 'stop' }
      : {
          message: {
            role: 'assistant',
            content: null,
            tool_calls: [{ id: 'call_1', type: 'function', function: call }],
          },
          finish_reason: 'tool_calls',
        };
  const choices = [{ index: 0, ...choice }];
  sendJson(response, 200, { ...base, object: 'chat.completion', choices, usage: USAGE });
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '';
  const body = JSON.parse(await text(request)) as ChatRequest;
  const failure = Object.entries(FAILURES).find(([prefix]) => path.startsWith(prefix))?.[1];
  if (failure !== undefined) {
    const [status, error] = failure;
    sendJson(response, status, { error });
  } else if (path.endsWith('/embeddings')) {
    sendJson(response, 200, {
      object: 'list',
      model: body.model,
      data: [{ object: 'embedding', index: 0, embedding: [0.1, 0.2] }],
      usage: { prompt_tokens: 100, total_tokens: 100 },
    });
  } else {
    chat(body, response);
  }
}

/** Starts a server that speaks OpenAI's protocol on a free port of 127.0.0.1. */
export async function startModelServer(): Promise<ModelServer> {
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => void server.close(),
  };
}
