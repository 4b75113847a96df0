import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The usage of every answer: tokens served from a cache and spent on reasoning included. */
export const USAGE = { input: 1000, cached: 400, output: 500, reasoning: 100 } as const;

/** The pieces of a streamed answer. */
export const CHUNKS = ['one ', 'two ', 'three'] as const;

export interface ModelServer {
  readonly url: string;
  /** Every body received. */
  readonly bodies: Readonly<Record<string, unknown>>[];
  close(): Promise<void>;
}

/**
 * What the server does, by the model asked for; a model of another name answers.
 * `flaky` fails once with 500, so that the SDK retries.
 */
const STATUS_BY_MODEL: Readonly<Record<string, number>> = {
  'rate-limited': 429,
  unauthorized: 401,
  broken: 500,
  refused: 400,
};

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

const sendJson = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_1' });
  response.end(JSON.stringify(body));
};

const sendEvents = (response: ServerResponse, events: readonly object[], ending: string): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of events) response.write(`data: ${JSON.stringify(event)}\n\n`);
  response.end(ending);
};

type Body = Readonly<Record<string, unknown>>;

const chat = (body: Body, response: ServerResponse): void => {
  const base = { id: 'chatcmpl-1', created: 1, model: dated(body['model']) };
  if (body['stream'] !== true) {
    const message = { role: 'assistant', content: CHUNKS.join('') };
    const choices = [{ index: 0, message, finish_reason: 'stop' }];
    sendJson(response, 200, {
      ...base,
      object: 'chat.completion',
      choices,
      usage: completionUsage,
    });
    return;
  }
  const chunk = { ...base, object: 'chat.completion.chunk' };
  const events: object[] = CHUNKS.map((content, index) => ({
    ...chunk,
    choices: [
      { index: 0, delta: { content }, finish_reason: index === CHUNKS.length - 1 ? 'stop' : null },
    ],
  }));
  const options = body['stream_options'] as { readonly include_usage?: boolean } | undefined;
  if (options?.include_usage === true) {
    events.push({ ...chunk, choices: [], usage: completionUsage });
  }
  if (body['model'] === 'stalls') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`data: ${JSON.stringify(events[0])}\n\n`);
    return;
  }
  if (body['model'] === 'breaks') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`data: ${JSON.stringify(events[0])}\n\n`, () => response.destroy());
    return;
  }
  sendEvents(response, events, 'data: [DONE]\n\n');
};

const responses = (body: Body, response: ServerResponse): void => {
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    status: 'completed',
    content: [{ type: 'output_text', text: CHUNKS.join(''), annotations: [] }],
  };
  const whole = {
    id: 'resp_1',
    object: 'response',
    status: 'completed',
    model: dated(body['model']),
    output: [message],
    usage: responseUsage,
  };
  if (body['stream'] !== true) {
    sendJson(response, 200, whole);
    return;
  }
  if (body['model'] === 'fails') {
    const error = { code: 'server_error', message: 'the model fell over' };
    const failed = { ...whole, status: 'failed', error, usage: null };
    sendEvents(response, [{ type: 'response.failed', response: failed }], '');
    return;
  }
  sendEvents(
    response,
    [
      { type: 'response.created', response: { ...whole, status: 'in_progress', usage: null } },
      ...CHUNKS.map((delta) => ({ type: 'response.output_text.delta', item_id: 'msg_1', delta })),
      { type: 'response.completed', response: whole },
    ],
    '',
  );
};

const embeddings = (body: Body, response: ServerResponse): void => {
  const data = [{ object: 'embedding', index: 0, embedding: [0.25, 0.5] }];
  const usage = { prompt_tokens: 8, total_tokens: 8 };
  sendJson(response, 200, { object: 'list', data, model: body['model'], usage });
};

const ENDPOINTS: Readonly<Record<string, (body: Body, response: ServerResponse) => void>> = {
  '/v1/chat/completions': chat,
  '/v1/responses': responses,
  '/v1/embeddings': embeddings,
};

const readJson = async (request: IncomingMessage): Promise<Body> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Body;
};

/** Speaks OpenAI's protocol on a free port of 127.0.0.1. */
export async function startModelServer(): Promise<ModelServer> {
  const bodies: Body[] = [];
  let flakyCalls = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readJson(request);
    bodies.push(body);
    const flaky = body['model'] === 'flaky' && (flakyCalls += 1) === 1;
    const status = flaky ? 500 : STATUS_BY_MODEL[String(body['model'])];
    if (status === undefined) {
      ENDPOINTS[request.url ?? '']?.(body, response);
    } else {
      sendJson(response, status, { error: { message: `told to answer ${status}` } });
    }
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    bodies,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
