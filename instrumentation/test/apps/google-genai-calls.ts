/** Calls Google's models in every way that an application may. */
import { GoogleGenAI, type CallableTool } from '@google/genai';
import { collect, leaveEarly, runCases, unreachableUrl } from './run-cases.ts';

const httpOptions = { baseUrl: process.env['MODEL_URL'] ?? '' };
const client = new GoogleGenAI({ apiKey: 'test-key', httpOptions });
const vertex = new GoogleGenAI({ vertexai: true, apiKey: 'test-key', httpOptions });

const model = 'gemini-2.5-flash';
const ask = { model, contents: 'Hello', config: { temperature: 0.5, maxOutputTokens: 1024 } };
const said = (contents: string) => client.models.generateContent({ model, contents });
const streamed = (contents = 'Hello') => client.models.generateContentStream({ model, contents });

const functionDeclarations = [{ name: 'look_up', description: 'Looks a topic up' }];
const callable: CallableTool = {
  tool: async () => ({ functionDeclarations }),
  callTool: async () => [
    { functionResponse: { name: 'look_up', response: { notes: 'Notes about tides' } } },
  ],
};

await runCases({
  plain: () => client.models.generateContent(ask),
  'plain-named-in-full': () => client.models.generateContent({ ...ask, model: `models/${model}` }),
  'plain-chat': () => client.chats.create({ model }).sendMessage({ message: 'Hello' }),
  vertex: () => vertex.models.generateContent(ask),
  unpriced: () => client.models.generateContent({ ...ask, model: 'house-model' }),
  streamed: async () => collect(await client.models.generateContentStream(ask)),
  'streamed-chat': async () => {
    const chat = client.chats.create({ model });
    const chunks = await collect(await chat.sendMessageStream({ message: 'Hello' }));
    return [chunks, chat.getHistory()];
  },
  'streamed-vertex': async () => collect(await vertex.models.generateContentStream(ask)),
  tools: () =>
    client.models.generateContent({ ...ask, config: { tools: [{ functionDeclarations }] } }),
  'streamed-tools': async () =>
    collect(
      await client.models.generateContentStream({
        ...ask,
        config: { tools: [{ functionDeclarations }] },
      }),
    ),
  'tools-called': () => client.models.generateContent({ ...ask, config: { tools: [callable] } }),
  'tools-called-streamed': async () =>
    collect(await client.models.generateContentStream({ ...ask, config: { tools: [callable] } })),
  embeddings: () =>
    client.models.embedContent({ model: 'gemini-embedding-001', contents: 'Hello' }),
  'embeddings-rate-limited': () =>
    client.models.embedContent({ model: 'rate-limited', contents: 'Hello' }),
  'embeddings-vertex': () =>
    vertex.models.embedContent({ model: 'gemini-embedding-001', contents: 'Hello' }),
  retried: () =>
    client.models.generateContent({
      model,
      contents: 'flaky',
      config: { httpOptions: { retryOptions: { attempts: 2, initialDelay: 0.01 } } },
    }),
  'streamed-left': async () => leaveEarly(await streamed()),
  'streamed-left-complete': async () => {
    for await (const chunk of await streamed()) {
      if (chunk.candidates?.[0]?.finishReason !== undefined) break;
    }
  },
  'streamed-aborted': async () => {
    const controller = new AbortController();
    const stream = await client.models.generateContentStream({
      model,
      contents: 'stalls',
      config: { abortSignal: controller.signal },
    });
    let chunks = 0;
    for await (const chunk of stream) {
      chunks += chunk.candidates?.length ?? 0;
      controller.abort();
    }
    return chunks;
  },
  'streamed-aborted-unread': async () => {
    const controller = new AbortController();
    const config = { abortSignal: controller.signal };
    await client.models.generateContentStream({ model, contents: 'stalls', config });
    controller.abort();
  },
  'streamed-broken': async () => collect(await streamed('breaks')),
  'streamed-overloaded': async () => collect(await streamed('overloads')),
  'streamed-rate-limited': async () => collect(await streamed('rate-limited')),
  'streamed-refused': async () => collect(await streamed('refused')),
  blocked: () => said('blocked'),
  'rate-limited': () => said('rate-limited'),
  unauthorized: () => said('unauthorized'),
  refused: () => said('refused'),
  overloaded: () => said('overloaded'),
  'timed-out': () => said('timed-out'),
  aborted: () => {
    const controller = new AbortController();
    controller.abort();
    const config = { abortSignal: controller.signal };
    return client.models.generateContent({ ...ask, config });
  },
  unreachable: async () =>
    client.models.generateContent({
      ...ask,
      config: { httpOptions: { baseUrl: await unreachableUrl() } },
    }),
});
