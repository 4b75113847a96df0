/** What users of other instrumentations ran into, with the SDKs that it happened with. */
import { agent, tool as ownTool } from '@agent-vitals/instrumentation';
import Anthropic from '@anthropic-ai/sdk';
import { createOpenAI } from '@ai-sdk/openai';
import { InMemoryCache } from '@langchain/core/caches';
import { ChatOpenAI } from '@langchain/openai';
import { generateText, isStepCount, jsonSchema, tool } from 'ai';
import { createRequire } from 'node:module';
import OpenAI, { APIError, APIPromise, RateLimitError } from 'openai';
import { Stream } from 'openai/core/streaming';
import { z } from 'zod';
import { HouseModel } from './house-model.ts';
import { collect, runCases } from './run-cases.ts';

const { OPENAI_URL = '', ANTHROPIC_URL = '' } = process.env;
const settings = { apiKey: 'test-key', baseURL: OPENAI_URL, maxRetries: 0 };
const client = new OpenAI(settings);
const messages = [{ role: 'user' as const, content: 'Hello' }];
const chat = { model: 'gpt-4.1', messages };
const streamed = { ...chat, stream: true as const, stream_options: { include_usage: true } };
const stream = (model = 'gpt-4.1') => client.chat.completions.create({ ...streamed, model });

const langchain = (model: string, more: object = {}) =>
  new ChatOpenAI({ model, apiKey: 'test-key', configuration: settings, ...more });

const byRequire = createRequire(import.meta.url)('openai') as { readonly OpenAI: typeof OpenAI };

const anthropic = new Anthropic({ apiKey: 'test-key', baseURL: ANTHROPIC_URL });

/** Texts of a stream for a browser. */
const lines = async (web: ReadableStream): Promise<number> =>
  (await new Response(web).text()).split('\n').filter((line) => line !== '').length;

await runCases({
  'import-and-require': async () => [
    byRequire.OpenAI === OpenAI,
    (await client.chat.completions.create(chat)).id,
    (await new byRequire.OpenAI(settings).chat.completions.create(chat)).id,
  ],
  'parsed-twice': async () => [
    (await client.chat.completions.parse({ ...chat, model: 'answers-json' })).id,
    await langchain('answers-json')
      .withStructuredOutput(z.object({ topic: z.string() }), { method: 'jsonSchema' })
      .invoke('Hello'),
  ],
  'private-members': async () => [
    new URL(client.buildURL('/files', null)).pathname,
    (await client.models.list()).data.map((model) => model.id),
    (await client.withOptions({ timeout: 5000 }).chat.completions.create(chat)).id,
  ],
  instances: async () => {
    const call = client.chat.completions.create(chat);
    const limited = { ...chat, model: 'rate-limited' };
    const chunks = await stream();
    const error: unknown = await client.chat.completions.create(limited).catch((it) => it);
    return [
      client instanceof OpenAI,
      call instanceof APIPromise,
      call instanceof Promise,
      chunks instanceof Stream,
      error instanceof RateLimitError,
      error instanceof APIError,
      (await call).id,
      (await collect(chunks)).length,
    ];
  },
  'usage-in-each-chunk': async () => collect(await stream('usage-in-each-chunk')),
  'odd-chunks': async () => collect(await stream('odd-chunks')),
  'fails-midway': async () => {
    const [left, right] = (await stream('fails-midway')).tee();
    const ends = await Promise.allSettled([collect(left), collect(right)]);
    return ends.map(({ status }) => status);
  },
  'aborted-unread': async () => {
    const unread = await stream('stalls');
    unread.controller.abort();
    return unread instanceof Stream;
  },
  'web-stream': async () => lines((await stream()).toReadableStream()),
  'web-stream-cancelled': async () => {
    const reader = (await stream('stalls')).toReadableStream().getReader();
    await reader.read();
    await reader.cancel();
  },
  'two-tools': async () => (await collect(await stream('two-tools'))).length,
  parallel: async () => {
    const look = ownTool('look_up', async () => 'high at noon');
    const worker = (name: string) =>
      agent(name, async () => {
        await look();
        return (await client.chat.completions.create(chat)).id;
      })();
    return Promise.all(['first', 'second', 'third'].map(worker));
  },
  'langchain-batch': async () =>
    (await langchain('gpt-4.1').batch(['one', 'two', 'three'])).map((it) => it.text),
  'langchain-cached': async () => {
    const cached = langchain('gpt-4.1', { cache: new InMemoryCache() });
    return [(await cached.invoke('Hello')).text, (await cached.invoke('Hello')).text];
  },
  'house-cached': async () => {
    const cached = new HouseModel({ cache: new InMemoryCache() });
    return [(await cached.invoke('Hello')).text, (await cached.invoke('Hello')).text];
  },
  'agent-loop': async () => {
    const lookUp = tool({
      inputSchema: jsonSchema<{ topic: string }>({ type: 'object' }),
      execute: async () => 'high at noon',
    });
    const { totalUsage } = await generateText({
      model: createOpenAI(settings).chat('gpt-4.1'),
      prompt: 'Hello',
      stopWhen: isStepCount(3),
      tools: { look_up: lookUp },
      telemetry: { functionId: 'agent-loop' },
    });
    return totalUsage.inputTokens;
  },
  'cache-while-streaming': () =>
    anthropic.messages
      .stream({ model: 'claude-haiku-4-5', max_tokens: 1024, messages })
      .finalMessage(),
});
