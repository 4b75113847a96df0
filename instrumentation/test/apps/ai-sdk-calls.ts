/** Uses the Vercel AI SDK in every way an application may, and prints what it saw, as JSON. */
import { tool as observedTool } from '@agent-vitals/instrumentation';
import { createOpenAI } from '@ai-sdk/openai';
import {
  embed,
  embedMany,
  generateObject,
  generateText,
  isStepCount,
  jsonSchema,
  streamObject,
  streamText,
  tool,
  ToolLoopAgent,
} from 'ai';
import { collect, runCases } from './run-cases.ts';

// Two of the calls below are old ways that still work.
globalThis.AI_SDK_LOG_WARNINGS = false;

const openai = createOpenAI({ apiKey: 'test-key', baseURL: process.env['MODEL_URL']! });
const embeddings = openai.embedding('text-embedding-3-small');
const call = { model: openai.chat('gpt-4.1'), prompt: 'Hello', maxRetries: 0 };

const topic = jsonSchema<{ topic: string }>({
  type: 'object',
  properties: { topic: { type: 'string' } },
  required: ['topic'],
});
const lookUp = tool({
  inputSchema: topic,
  // Wrapped as well: it is still one call of one tool.
  execute: observedTool(
    'look_up',
    async (input: { topic: string }) => `Notes about ${input.topic}`,
  ),
});
const noNotes = tool({
  inputSchema: topic,
  execute: async (): Promise<string> => {
    throw new Error('no notes today');
  },
});

const loop = { ...call, stopWhen: isStepCount(3) };
const object = { ...call, model: openai.chat('answers-json'), schema: topic };

const abortedAtOnce = (): AbortSignal => AbortSignal.abort();

await runCases({
  plain: async () => (await generateText(call)).text,
  responses: async () => (await generateText({ ...call, model: openai.responses('gpt-4.1') })).text,
  streamed: () => collect(streamText(call).textStream),
  'responses-streamed': () =>
    collect(streamText({ ...call, model: openai.responses('gpt-4.1') }).textStream),
  // The SDK shows telemetry a copy of an answer whose request held a secret.
  'responses-secret': () => {
    const library = openai.tools.mcp({
      serverLabel: 'library',
      serverUrl: 'http://127.0.0.1:65535/mcp',
      authorization: 'a-secret',
    });
    const model = openai.responses('gpt-4.1');
    return collect(streamText({ ...call, model, tools: { library } }).textStream);
  },
  object: async () => (await generateObject(object)).object,
  'object-streamed': () => collect(streamObject(object).partialObjectStream),
  tools: async () => (await generateText({ ...loop, tools: { look_up: lookUp } })).text,
  'tools-streamed': () => collect(streamText({ ...loop, tools: { look_up: lookUp } }).textStream),
  'tool-fails': async () => (await generateText({ ...loop, tools: { look_up: noNotes } })).text,
  named: async () => {
    const telemetry = { functionId: 'forecaster' };
    return (await generateText({ ...loop, tools: { look_up: lookUp }, telemetry })).text;
  },
  'tool-loop-agent': async () => {
    const forecaster = new ToolLoopAgent({
      model: openai.chat('gpt-4.1'),
      tools: { look_up: lookUp },
      telemetry: { functionId: 'loop-forecaster' },
    });
    return (await forecaster.generate({ prompt: 'Hello' })).text;
  },
  'agent-as-tool': async () => {
    const research = tool({
      inputSchema: topic,
      execute: async () => (await generateText({ ...loop, tools: { look_up: lookUp } })).text,
    });
    const telemetry = { functionId: 'agent-as-tool' };
    return (await generateText({ ...loop, tools: { look_up: research }, telemetry })).text;
  },
  'named-as-its-caller': async () => {
    const telemetry = { functionId: 'named-as-its-caller' };
    return (await generateText({ ...call, telemetry })).text;
  },
  'switched-off': async () =>
    (await generateText({ ...call, telemetry: { isEnabled: false } })).text,
  embedding: async () => (await embed({ model: embeddings, value: 'x' })).embedding,
  embeddings: async () => (await embedMany({ model: embeddings, values: ['x'] })).embeddings,
  retried: async () =>
    (await generateText({ ...call, model: openai.chat('flaky'), maxRetries: 1 })).text,
  'rate-limited': () => generateText({ ...call, model: openai.chat('rate-limited') }),
  unauthorized: () => generateText({ ...call, model: openai.chat('unauthorized') }),
  refused: () => generateText({ ...call, model: openai.chat('refused') }),
  broken: () => {
    const telemetry = { functionId: 'breaker' };
    return generateText({ ...call, model: openai.chat('broken'), telemetry });
  },
  unreachable: () => {
    const nowhere = createOpenAI({ apiKey: 'test-key', baseURL: 'http://127.0.0.1:65535/v1' });
    return generateText({ ...call, model: nowhere.chat('gpt-4.1') });
  },
  'embedding-fails': () =>
    embed({ model: openai.embedding('rate-limited'), value: 'x', maxRetries: 0 }),
  'object-fails': () => generateObject({ ...object, model: openai.chat('rate-limited') }),
  aborted: () => generateText({ ...call, abortSignal: abortedAtOnce() }),
  'streamed-broken': async () => {
    const model = openai.chat('breaks');
    const { stream } = streamText({ ...call, model, onError: () => {} });
    return (await collect(stream)).map((part) => (part as { readonly type: string }).type);
  },
  'streamed-rate-limited': async () => {
    const model = openai.chat('rate-limited');
    const { stream } = streamText({ ...call, model, onError: () => {} });
    return (await collect(stream)).map((part) => (part as { readonly type: string }).type);
  },
  'streamed-aborted': async () => {
    const controller = new AbortController();
    const { stream } = streamText({
      ...call,
      model: openai.chat('stalls'),
      abortSignal: controller.signal,
      telemetry: { functionId: 'aborter' },
    });
    const types: string[] = [];
    for await (const part of stream) {
      types.push(part.type);
      if (part.type === 'text-delta') controller.abort();
    }
    return types;
  },
  'streamed-left': async () => {
    for await (const part of streamText(call).textStream) return part;
    return 'nothing came';
  },
});
