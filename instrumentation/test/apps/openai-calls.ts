/** Calls OpenAI's models in every way that an application may. */
import OpenAI from 'openai';
import { collect, leaveEarly, runCases } from './run-cases.ts';

const client = new OpenAI({
  apiKey: 'test-key',
  baseURL: process.env['MODEL_URL'],
  maxRetries: 0,
});

const messages = [{ role: 'user' as const, content: 'Hello' }];
const chat = { model: 'gpt-4.1', messages };
const streamed = { ...chat, stream: true as const };
const withUsage = { ...streamed, stream_options: { include_usage: true } };

const look = {
  name: 'look_up',
  description: 'Looks a topic up',
  parameters: { type: 'object', properties: { topic: { type: 'string' } } },
};
const tools = [{ type: 'function' as const, function: look }];
const runnableTools = [
  {
    type: 'function' as const,
    function: { ...look, parse: JSON.parse, function: () => 'Notes about tides' },
  },
];

await runCases({
  plain: () => client.chat.completions.create(chat),
  'plain-with-response': async () => {
    const { data, request_id, response } = await client.chat.completions
      .create(chat)
      .withResponse();
    return { data, request_id, status: response.status };
  },
  'plain-as-response': async () => {
    const response = await client.chat.completions.create(chat).asResponse();
    return response.json();
  },
  'plain-parse': () => client.chat.completions.parse(chat),
  unpriced: () => client.chat.completions.create({ ...chat, model: 'house-model' }),
  streamed: async () => collect(await client.chat.completions.create(withUsage)),
  'streamed-without-usage': async () => collect(await client.chat.completions.create(streamed)),
  'streamed-with-response': async () => {
    const { data } = await client.chat.completions.create(withUsage).withResponse();
    return collect(data);
  },
  'streamed-tee': async () => {
    const [left, right] = (await client.chat.completions.create(withUsage)).tee();
    return [await collect(left), await collect(right)];
  },
  'streamed-tools': async () =>
    collect(await client.chat.completions.create({ ...withUsage, tools })),
  'streamed-rate-limited': async () =>
    collect(await client.chat.completions.create({ ...streamed, model: 'rate-limited' })),
  'streamed-helper': () => client.chat.completions.stream(withUsage).finalContent(),
  'streamed-left': async () => leaveEarly(await client.chat.completions.create(withUsage)),
  'streamed-left-complete': async () => {
    for await (const chunk of await client.chat.completions.create(withUsage)) {
      if (chunk.choices[0]?.finish_reason === 'stop') break;
    }
  },
  'streamed-aborted': async () => {
    const stream = await client.chat.completions.create({ ...streamed, model: 'stalls' });
    let chunks = 0;
    for await (const chunk of stream) {
      chunks += 1;
      if (chunk.choices[0]?.delta.content) stream.controller.abort();
    }
    return chunks;
  },
  'streamed-broken': async () =>
    collect(await client.chat.completions.create({ ...streamed, model: 'breaks' })),
  responses: async () =>
    (await client.responses.create({ model: 'gpt-4.1', input: 'x' })).output_text,
  'responses-streamed': async () =>
    collect(await client.responses.create({ model: 'gpt-4.1', input: 'x', stream: true })),
  'responses-failed': async () =>
    collect(await client.responses.create({ model: 'fails', input: 'x', stream: true })),
  'responses-left': async () =>
    leaveEarly(await client.responses.create({ model: 'gpt-4.1', input: 'x', stream: true })),
  'responses-aborted': async () => {
    const stream = await client.responses.create({ model: 'stalls', input: 'x', stream: true });
    let events = 0;
    for await (const event of stream) {
      events += 1;
      if (event.type === 'response.output_text.delta') stream.controller.abort();
    }
    return events;
  },
  'responses-tools': () =>
    client.responses.create({
      model: 'gpt-4.1',
      input: 'x',
      tools: [{ type: 'function', strict: false, ...look }],
    }),
  'responses-incomplete': () => client.responses.create({ model: 'incomplete', input: 'x' }),
  'responses-rate-limited': () => client.responses.create({ model: 'rate-limited', input: 'x' }),
  'responses-refused': () => client.responses.create({ model: 'refused', input: 'x' }),
  'responses-parse': () => client.responses.parse({ model: 'gpt-4.1', input: 'x' }),
  'responses-helper': () =>
    client.responses.stream({ model: 'gpt-4.1', input: 'x' }).finalResponse(),
  'responses-searching': () =>
    client.responses.create({ model: 'gpt-4.1', input: 'x', tools: [{ type: 'web_search' }] }),
  'text-completion': () =>
    client.completions.create({ model: 'gpt-3.5-turbo-instruct', prompt: 'x' }),
  tools: () => client.chat.completions.create({ ...chat, tools }),
  'tool-runner': () =>
    client.chat.completions.runTools({ ...chat, tools: runnableTools }).finalContent(),
  embeddings: () => client.embeddings.create({ model: 'text-embedding-3-small', input: 'x' }),
  'embeddings-rate-limited': () => client.embeddings.create({ model: 'rate-limited', input: 'x' }),
  'embeddings-aborted': () => {
    const controller = new AbortController();
    const call = client.embeddings.create(
      { model: 'text-embedding-3-small', input: 'x' },
      { signal: controller.signal },
    );
    controller.abort();
    return call;
  },
  retried: () => client.chat.completions.create({ ...chat, model: 'flaky' }, { maxRetries: 1 }),
  'rate-limited': () => client.chat.completions.create({ ...chat, model: 'rate-limited' }),
  unauthorized: () => client.chat.completions.create({ ...chat, model: 'unauthorized' }),
  refused: () => client.chat.completions.create({ ...chat, model: 'refused' }),
  filtered: () => client.chat.completions.create({ ...chat, model: 'filtered' }),
  'timed-out': () => client.chat.completions.create({ ...chat, model: 'silent' }, { timeout: 200 }),
  broken: () => client.chat.completions.create({ ...chat, model: 'broken' }),
  aborted: () => {
    const controller = new AbortController();
    const call = client.chat.completions.create(chat, { signal: controller.signal });
    controller.abort();
    return call;
  },
  unreachable: () =>
    client.withOptions({ baseURL: 'http://127.0.0.1:9/v1' }).chat.completions.create(chat),
});
