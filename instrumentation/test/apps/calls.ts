/** Calls models in every way an application may, and prints what it saw of each, as JSON. */
import { agent } from '@agent-vitals/instrumentation';
import OpenAI from 'openai';

const client = new OpenAI({
  apiKey: 'test-key',
  baseURL: process.env['MODEL_URL'],
  maxRetries: 0,
});

const messages = [{ role: 'user' as const, content: 'Hello' }];
const chat = { model: 'gpt-4.1', messages };
const streamed = { ...chat, stream: true as const };
const withUsage = { ...streamed, stream_options: { include_usage: true } };

const collect = async (stream: AsyncIterable<unknown>): Promise<unknown[]> => {
  const chunks: unknown[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
};

const leaveEarly = async (stream: AsyncIterable<unknown>): Promise<string> => {
  for await (const chunk of stream) return `left after ${typeof chunk}`;
  return 'nothing came';
};

const CASES: Readonly<Record<string, () => Promise<unknown>>> = {
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
      chunks += chunk.choices.length;
      stream.controller.abort();
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
  embeddings: () => client.embeddings.create({ model: 'text-embedding-3-small', input: 'x' }),
  retried: () => client.chat.completions.create({ ...chat, model: 'flaky' }, { maxRetries: 1 }),
  'rate-limited': () => client.chat.completions.create({ ...chat, model: 'rate-limited' }),
  unauthorized: () => client.chat.completions.create({ ...chat, model: 'unauthorized' }),
  refused: () => client.chat.completions.create({ ...chat, model: 'refused' }),
  broken: () => client.chat.completions.create({ ...chat, model: 'broken' }),
  aborted: () => {
    const controller = new AbortController();
    const call = client.chat.completions.create(chat, { signal: controller.signal });
    controller.abort();
    return call;
  },
  unreachable: () =>
    client.withOptions({ baseURL: 'http://127.0.0.1:9/v1' }).chat.completions.create(chat),
};

const outcome = async (run: () => Promise<unknown>): Promise<unknown> => {
  try {
    return { result: await run() };
  } catch (error) {
    const { name, message, status } = error as Error & { readonly status?: number };
    return { error: { name, message, status, class: (error as Error).constructor.name } };
  }
};

const seen: Record<string, unknown> = {};
for (const [name, run] of Object.entries(CASES)) {
  const call = agent(name, async () => await run());
  seen[name] = await outcome(call);
}
process.stdout.write(JSON.stringify(seen));
