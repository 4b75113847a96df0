/** Calls Anthropic's models in every way that an application may. */
import Anthropic from '@anthropic-ai/sdk';
import { betaTool } from '@anthropic-ai/sdk/helpers/beta/json-schema';
import { collect, leaveEarly, runCases } from './run-cases.ts';

const client = new Anthropic({
  apiKey: 'test-key',
  baseURL: process.env['MODEL_URL'] ?? null,
  maxRetries: 0,
});

const messages = [{ role: 'user' as const, content: 'Hello' }];
const ask = { model: 'claude-haiku-4-5', max_tokens: 1024, messages };
const streamed = { ...ask, stream: true as const };
const asked = (model: string) => client.messages.create({ ...ask, model });

const tools = [
  {
    name: 'look_up',
    description: 'Looks a topic up',
    input_schema: { type: 'object' as const, properties: { topic: { type: 'string' } } },
  },
];
const runnable = betaTool({
  name: 'look_up',
  description: 'Looks a topic up',
  inputSchema: {
    type: 'object',
    properties: { topic: { type: 'string' } },
    required: ['topic'],
  } as const,
  run: ({ topic }) => `Notes about ${topic}`,
});

await runCases({
  plain: () => client.messages.create(ask),
  'plain-with-response': async () => {
    const { data, request_id, response } = await client.messages.create(ask).withResponse();
    return { data, request_id, status: response.status };
  },
  'plain-as-response': async () => {
    const response = await client.messages.create(ask).asResponse();
    return response.json();
  },
  'plain-parse': () => client.messages.parse(ask),
  beta: () => client.beta.messages.create(ask),
  unpriced: () => asked('house-model'),
  searching: () => asked('claude-haiku-4-5-searching'),
  streamed: async () => collect(await client.messages.create(streamed)),
  'streamed-with-response': async () => {
    const { data } = await client.messages.create(streamed).withResponse();
    return collect(data);
  },
  'streamed-tee': async () => {
    const [left, right] = (await client.messages.create(streamed)).tee();
    return [await collect(left), await collect(right)];
  },
  'streamed-tools': async () => collect(await client.messages.create({ ...streamed, tools })),
  'streamed-rate-limited': async () =>
    collect(await client.messages.create({ ...streamed, model: 'rate-limited' })),
  'streamed-helper': () => client.messages.stream(ask).finalMessage(),
  'streamed-helper-iterated': () => collect(client.messages.stream(ask)),
  'streamed-beta': async () => collect(await client.beta.messages.create(streamed)),
  'streamed-beta-helper': () => client.beta.messages.stream(ask).finalText(),
  tools: () => client.messages.create({ ...ask, tools }),
  'tool-runner': async () => client.beta.messages.toolRunner({ ...ask, tools: [runnable] }),
  retried: () => client.messages.create({ ...ask, model: 'flaky' }, { maxRetries: 1 }),
  'rate-limited-twice': () =>
    client.messages.create({ ...ask, model: 'rate-limited' }, { maxRetries: 1 }),
  'streamed-left': async () => leaveEarly(await client.messages.create(streamed)),
  'streamed-left-complete': async () => {
    for await (const event of await client.messages.create(streamed)) {
      if (event.type === 'message_delta') break;
    }
  },
  'streamed-aborted': async () => {
    const stream = await client.messages.create({ ...streamed, model: 'claude-haiku-4-5-stalls' });
    let events = 0;
    for await (const event of stream) {
      events += 1;
      if (event.type === 'content_block_delta') stream.controller.abort();
    }
    return events;
  },
  'streamed-helper-aborted': async () => {
    const stream = client.messages.stream({ ...ask, model: 'claude-haiku-4-5-stalls' });
    stream.on('streamEvent', ({ type }) => {
      if (type === 'content_block_delta') stream.abort();
    });
    return stream.finalMessage();
  },
  'streamed-broken': async () =>
    collect(await client.messages.create({ ...streamed, model: 'claude-haiku-4-5-breaks' })),
  'streamed-overloaded': async () =>
    collect(await client.messages.create({ ...streamed, model: 'claude-haiku-4-5-overloads' })),
  'rate-limited': () => asked('rate-limited'),
  overloaded: () => asked('overloaded'),
  unauthorized: () => asked('unauthorized'),
  refused: () => asked('refused'),
  broken: () => asked('broken'),
  'timed-out': () => client.messages.create({ ...ask, model: 'silent' }, { timeout: 200 }),
  aborted: () => {
    const controller = new AbortController();
    const call = client.messages.create(ask, { signal: controller.signal });
    controller.abort();
    return call;
  },
  unreachable: () => client.withOptions({ baseURL: 'http://127.0.0.1:9' }).messages.create(ask),
});
