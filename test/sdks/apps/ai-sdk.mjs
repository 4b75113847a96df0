import { createOpenAI } from '@ai-sdk/openai';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { embed, generateText, streamText, tool } from 'ai';
import * as ai from 'ai';
import { z } from 'zod';

const sdk = new NodeSDK();
sdk.start();
// From version 7 on, spans are a package of their own.
if (process.env.SEPARATE_TELEMETRY) {
  const { OpenTelemetry } = await import('@ai-sdk/otel');
  ai.registerTelemetry(new OpenTelemetry());
}

const provider = (path = '') =>
  createOpenAI({ baseURL: `${process.env.MODEL_URL}${path}/v1`, apiKey: 'none' });
const openai = provider();
const telemetry = (functionId) =>
  process.env.SEPARATE_TELEMETRY
    ? { telemetry: { isEnabled: true, functionId } }
    : { experimental_telemetry: { isEnabled: true, functionId } };
const asked = (functionId, of = openai) => ({
  model: of.chat('gpt-4.1-mini'),
  [process.env.SEPARATE_TELEMETRY ? 'instructions' : 'system']: 'You know the harbour.',
  prompt: 'When is high tide in the harbour?',
  temperature: 0.5,
  maxRetries: 0,
  ...telemetry(functionId),
});
const lookUp = tool({
  description: 'Looks up a tide in the harbour.',
  inputSchema: z.object({ topic: z.string() }),
  execute: async ({ topic }) => `in the harbour: ${topic} at noon`,
});
const breakDown = tool({
  description: 'Is closed.',
  inputSchema: z.object({ topic: z.string() }),
  execute: async () => {
    throw new Error('the office is closed');
  },
});
const fails = (promise) => promise.then(undefined, () => undefined);
const stopWhen = ({ steps }) => steps.length === 2;

await generateText(asked('forecaster'));
for await (const text of streamText(asked('forecaster')).textStream) void text;
await generateText({ ...asked('forecaster'), tools: { look_up: lookUp }, stopWhen });
await generateText({ ...asked('forecaster'), tools: { break_down: breakDown }, stopWhen });
await embed({
  model: openai.embedding('text-embedding-3-small'),
  value: 'the harbour',
  ...telemetry('forecaster'),
});
await fails(generateText(asked('unlucky', provider('/rate-limited'))));
await fails(generateText(asked('unlucky', provider('/broken'))));
await sdk.shutdown();
