import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import OpenAI, { APIError } from 'openai';
import { afterEach, expect, test } from 'vitest';
import { type Behaviour, createModelServer } from './model-server.js';
import type { RecordedCall } from './usage-log.js';

const FAST: Behaviour = { errorShare: 0, rateLimitShare: 0, overloadShare: 0, slowness: 0.001 };
const servers: Server[] = [];

afterEach(() => servers.splice(0).forEach((server) => server.close()));

async function start(behaviour: Partial<Behaviour> = {}, seed = 1) {
  const app = createModelServer({ seed, behaviour: () => ({ ...FAST, ...behaviour }) });
  const server = app.listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'test', maxRetries: 0 });
  const get = async (path: string) => (await fetch(url + path)).json();
  const calls = async (): Promise<readonly RecordedCall[]> =>
    ((await get('/requests')) as { requests: readonly RecordedCall[] }).requests;
  return { client, get, calls, url };
}

const hello = {
  model: 'gpt-4.1',
  messages: [
    { role: 'system', content: 'Check the acceptance criteria. Answer in at most 60 words.' },
    { role: 'user', content: 'Export the orders.' },
  ],
} satisfies OpenAI.ChatCompletionCreateParams;

const searchTool = {
  type: 'function',
  function: {
    name: 'search',
    parameters: {
      type: 'object',
      properties: { query: { type: 'string' } },
      required: ['query'],
    },
  },
} satisfies OpenAI.ChatCompletionTool;

async function errorOf(call: Promise<unknown>): Promise<APIError> {
  const error: unknown = await call.catch((reason: unknown) => reason);
  if (error instanceof APIError) return error;
  throw new Error('the call was expected to fail with an APIError');
}

test('a plain answer has the dated model, an end and its usage', async () => {
  const { client, calls } = await start();
  const answer = await client.chat.completions.create(hello);
  expect(answer.model).toBe('gpt-4.1-2025-04-14');
  expect(answer.choices[0]?.finish_reason).toBe('stop');
  expect(answer.choices[0]?.message.content).not.toContain('TODO');
  const [call] = await calls();
  expect(call).toMatchObject({
    sequence: 1,
    id: answer.id,
    model: 'gpt-4.1',
    responseModel: 'gpt-4.1-2025-04-14',
    status: 200,
    inputTokens: answer.usage?.prompt_tokens,
    outputTokens: answer.usage?.completion_tokens,
  });
});

test('a streamed answer is the plain one in parts, and ends with its usage', async () => {
  const plain = await (await start()).client.chat.completions.create(hello);
  const { client, calls } = await start();
  const stream = client.chat.completions.stream({
    ...hello,
    stream: true,
    stream_options: { include_usage: true },
  });
  const chunks: OpenAI.ChatCompletionChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  const answer = await stream.finalChatCompletion();
  expect(chunks.length).toBeGreaterThan(3);
  expect(answer.choices[0]?.message.content).toBe(plain.choices[0]?.message.content);
  expect(answer.usage).toStrictEqual(plain.usage);
  expect((await calls())[0]).toMatchObject({ outputTokens: plain.usage?.completion_tokens });
});

test('without include_usage no chunk has one', async () => {
  const { client } = await start();
  const stream = await client.chat.completions.create({ ...hello, stream: true });
  for await (const chunk of stream) expect(chunk.usage).toBeUndefined();
});

test.each([false, true])('it asks for a tool before it answers (streamed: %s)', async (stream) => {
  const { client } = await start();
  const request = { ...hello, tools: [searchTool] };
  const complete = (messages: OpenAI.ChatCompletionMessageParam[]) =>
    stream
      ? client.chat.completions.stream({ ...request, messages }).finalChatCompletion()
      : client.chat.completions.create({ ...request, messages });
  const first = await complete(hello.messages);
  expect(first.choices[0]?.finish_reason).toBe('tool_calls');
  const message = first.choices[0]!.message;
  const call = message.tool_calls?.[0] as OpenAI.ChatCompletionMessageFunctionToolCall;
  expect(call.function.name).toBe('search');
  expect(JSON.parse(call.function.arguments)).toStrictEqual({ query: 'Export orders' });

  const second = await complete([
    ...hello.messages,
    message,
    { role: 'tool', tool_call_id: call.id, content: '[]' },
  ]);
  expect(second.choices[0]?.finish_reason).toBe('stop');
});

test('a reasoning model reports its reasoning as a part of the output', async () => {
  const { client } = await start();
  const { usage } = await client.chat.completions.create({ ...hello, model: 'o4-mini' });
  const reasoning = usage?.completion_tokens_details?.reasoning_tokens ?? 0;
  expect(reasoning).toBeGreaterThan(0);
  expect(reasoning % 64).toBe(0);
  expect(usage?.completion_tokens).toBeGreaterThan(reasoning);
});

test('a long prefix is cached in steps of 128 tokens, for its own model alone', async () => {
  const { client } = await start();
  const cachedFor = async (model: string, question: string): Promise<number | undefined> => {
    const messages = [
      { role: 'system' as const, content: 'The same rule again. '.repeat(300) },
      { role: 'user' as const, content: question },
    ];
    const { usage } = await client.chat.completions.create({ model, messages });
    return usage?.prompt_tokens_details?.cached_tokens;
  };
  expect(await cachedFor('gpt-4.1', 'one')).toBe(0);
  expect(await cachedFor('gpt-4.1', 'two')).toBe(1536);
  expect(await cachedFor('gpt-4.1-mini', 'three')).toBe(0);
});

test('a short prompt is never cached', async () => {
  const { client } = await start();
  await client.chat.completions.create(hello);
  const { usage } = await client.chat.completions.create(hello);
  expect(usage?.prompt_tokens_details?.cached_tokens).toBe(0);
});

test('work that nobody checks is left undone, and is judged by that', async () => {
  const { client } = await start();
  const answers = async (request: Omit<OpenAI.ChatCompletionCreateParamsNonStreaming, 'model'>) =>
    (await client.chat.completions.create({ model: 'gpt-4.1', ...request })).choices[0]?.message
      .content ?? '';
  const careless = await answers({ messages: [{ role: 'user', content: 'Write it.' }] });
  expect(careless).toContain('TODO');
  const score = async (work: string): Promise<number> => {
    const schema = { type: 'object', properties: { score: { type: 'number' } } };
    const text = await answers({
      messages: [{ role: 'user', content: work }],
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'review', schema: { ...schema, required: ['score'] } },
      },
    });
    return (JSON.parse(text) as { score: number }).score;
  };
  expect(await score('All is done.')).toBeGreaterThan((await score(careless)) + 0.1);
});

test('max_completion_tokens cuts the answer and says so', async () => {
  const { client } = await start();
  const answer = await client.chat.completions.create({ ...hello, max_completion_tokens: 5 });
  expect(answer.choices[0]?.finish_reason).toBe('length');
  expect(answer.usage?.completion_tokens).toBe(5);
});

async function contents(seed: number) {
  const { client } = await start({}, seed);
  const answers = [];
  for (let i = 0; i < 3; i++) answers.push(await client.chat.completions.create(hello));
  return answers.map(({ choices, usage }) => [choices[0]?.message.content, usage]);
}

test('the same seed gives the same answers, another seed others', async () => {
  const first = await contents(1);
  expect(await contents(1)).toStrictEqual(first);
  expect(await contents(2)).not.toStrictEqual(first);
  expect(first[0]).not.toStrictEqual(first[1]);
});

test.each([
  [{ errorShare: 1 }, 500, 'server_error', null],
  [{ overloadShare: 1 }, 503, 'server_error', null],
  [{ rateLimitShare: 1 }, 429, 'requests', 'rate_limit_exceeded'],
])('a provider with %j answers %d', async (behaviour, status, type, code) => {
  const { client, get } = await start(behaviour);
  const error = await errorOf(client.chat.completions.create(hello));
  expect(error).toMatchObject({ status, type, code });
  expect(await get('/stats')).toMatchObject({
    models: { 'gpt-4.1': { calls: 1, errors: 1, inputTokens: 0, outputTokens: 0 } },
  });
});

test('a rate limit says when to come back, and the SDK does', async () => {
  let limited = true;
  const app = createModelServer({
    behaviour: () => {
      const now = { ...FAST, rateLimitShare: limited ? 1 : 0 };
      limited = false;
      return now;
    },
  });
  const server = app.listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const statuses: [number, string | null][] = [];
  const client = new OpenAI({
    baseURL: `http://127.0.0.1:${port}/v1`,
    apiKey: 'test',
    maxRetries: 1,
    fetch: async (url, init) => {
      const response = await fetch(url, init);
      statuses.push([response.status, response.headers.get('retry-after')]);
      return response;
    },
  });
  await client.chat.completions.create(hello);
  expect(statuses).toStrictEqual([
    [429, '1'],
    [200, null],
  ]);
});

test('a request that does not fit the protocol is told what is wrong', async () => {
  const { client, url } = await start();
  expect(await errorOf(client.chat.completions.create({ ...hello, model: 'gpt-9' }))).toMatchObject(
    { status: 404, code: 'model_not_found', type: 'invalid_request_error' },
  );
  expect(await errorOf(client.chat.completions.create({ ...hello, messages: [] }))).toMatchObject({
    status: 400,
    param: 'messages',
    type: 'invalid_request_error',
  });
  const response = await fetch(`${url}/v1/models`);
  expect(response.status).toBe(401);
});

test('a caller that goes away is not charged', async () => {
  const { client, calls } = await start({ slowness: 1000 });
  const stream = await client.chat.completions.create({ ...hello, stream: true });
  stream.controller.abort();
  await expect.poll(calls).toMatchObject([{ status: 499, inputTokens: 0, outputTokens: 0 }]);
});

test('totals are the sums over the calls, and since looks at the newer ones', async () => {
  const { client, get, calls } = await start();
  for (const model of ['gpt-4.1', 'o4-mini', 'gpt-4.1']) {
    await client.chat.completions.create({ ...hello, model });
  }
  const all = await calls();
  const { models } = (await get('/stats')) as {
    models: Record<string, { calls: number; outputTokens: number }>;
  };
  expect(models['gpt-4.1']?.calls).toBe(2);
  expect(models['gpt-4.1']?.outputTokens).toBe(all[0]!.outputTokens + all[2]!.outputTokens);
  expect(await get('/requests?since=2')).toStrictEqual({ requests: all.slice(2) });
});

test('lists its models and answers that it is ready', async () => {
  const { client, get } = await start();
  const { data } = await client.models.list();
  expect(data.map(({ id }) => id)).toContain('gpt-4.1-mini');
  expect(await get('/readyz')).toStrictEqual({ status: 'ready' });
});
