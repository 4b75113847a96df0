import * as traceloop from '@traceloop/node-server-sdk';
import OpenAI from 'openai';

traceloop.initialize({
  appName: process.env.OTEL_SERVICE_NAME,
  baseUrl: process.env.OTEL_EXPORTER_OTLP_ENDPOINT,
  apiKey: 'none',
  traceloopSyncEnabled: false,
  silenceInitializationMessage: true,
  instrumentModules: { openAI: OpenAI },
});

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

const forecast = () =>
  traceloop.withAgent({ name: 'forecaster' }, async () => {
    await ask();
    for await (const chunk of await ask({
      stream: true,
      stream_options: { include_usage: true },
    })) {
      void chunk;
    }
    const { choices } = await ask({ tools });
    const content = await traceloop.withTool(
      { name: 'look_up' },
      async (topic) => `in the harbour: ${topic} at noon`,
      'tides',
    );
    const [{ id }] = choices[0].message.tool_calls;
    const result = { role: 'tool', tool_call_id: id, content };
    await ask({ tools, messages: [...messages, choices[0].message, result] });
    await openai.embeddings.create({ model: 'text-embedding-3-small', input: 'the harbour' });
    await fails(
      traceloop.withTool({ name: 'break_down' }, async () => {
        throw new Error('the office is closed');
      }),
    );
  });
const overrun = () =>
  traceloop.withAgent({ name: 'unlucky' }, () => ask({}, client('/rate-limited')));
const broken = () => traceloop.withAgent({ name: 'unlucky' }, () => ask({}, client('/broken')));

await traceloop.withWorkflow({ name: 'tide_report' }, async () => {
  await forecast();
  await fails(overrun());
});
await fails(traceloop.withWorkflow({ name: 'tide_report' }, broken));
await traceloop.forceFlush();
