import { OpenAIInstrumentation } from '@arizeai/openinference-instrumentation-openai';
import { traceAgent, traceChain, traceTool } from '@arizeai/openinference-core';
import { NodeSDK } from '@opentelemetry/sdk-node';
import OpenAI from 'openai';

const instrumentation = new OpenAIInstrumentation();
const sdk = new NodeSDK({ instrumentations: [instrumentation] });
sdk.start();
instrumentation.manuallyInstrument(OpenAI);

const model = 'gpt-4.1-mini';
const client = (path = '') =>
  new OpenAI({ baseURL: `${process.env.MODEL_URL}${path}/v1`, apiKey: 'none', maxRetries: 0 });
const openai = client();
const messages = [
  { role: 'system', content: 'You know the harbour.' },
  { role: 'user', content: 'When is high tide in the harbour?' },
];
const tools = [
  {
    type: 'function',
    function: {
      name: 'look_up',
      description: 'Looks up a tide in the harbour.',
      parameters: { type: 'object', properties: { topic: { type: 'string' } } },
    },
  },
];
const ask = (more = {}, of = openai) =>
  of.chat.completions.create({ model, messages, temperature: 0.5, ...more });
const fails = (promise) => promise.then(undefined, () => undefined);

const lookUp = traceTool(async (topic) => `in the harbour: ${topic} at noon`, { name: 'look_up' });
const breakDown = traceTool(
  async () => {
    throw new Error('the office is closed');
  },
  { name: 'break_down' },
);
const forecast = traceAgent(
  async () => {
    await ask();
    for await (const chunk of await ask({
      stream: true,
      stream_options: { include_usage: true },
    })) {
      void chunk;
    }
    const { choices } = await ask({ tools });
    const [{ id }] = choices[0].message.tool_calls;
    const result = { role: 'tool', tool_call_id: id, content: await lookUp('tides') };
    await ask({ tools, messages: [...messages, choices[0].message, result] });
    await openai.embeddings.create({ model: 'text-embedding-3-small', input: 'the harbour' });
    await fails(breakDown());
  },
  { name: 'forecaster' },
);
const unlucky = traceAgent((path) => ask({}, client(path)), { name: 'unlucky' });
const report = traceChain(
  async () => {
    await forecast();
    await fails(unlucky('/rate-limited'));
  },
  { name: 'tide_report' },
);
const failing = traceChain(() => unlucky('/broken'), { name: 'tide_report' });

await report();
await fails(failing());
await sdk.shutdown();
