/** Says things to a model that may or may not be told. */
import { createOpenAI } from '@ai-sdk/openai';
import { generateObject, generateText, isStepCount, jsonSchema, streamText, tool } from 'ai';

globalThis.AI_SDK_LOG_WARNINGS = false;

const openai = createOpenAI({ apiKey: 'test-key', baseURL: process.env['MODEL_URL']! });
const model = openai.chat('gpt-4.1');
const schema = jsonSchema<{ topic: string }>({ type: 'object', properties: {} });
const instructions = 'Be brief.';

await generateText({
  model,
  instructions,
  prompt: 'Mail ada@example.com.',
  stopWhen: isStepCount(3),
  tools: { look_up: tool({ inputSchema: schema, execute: async () => 'Notes' }) },
});
const image = `data:image/png;base64,${'A'.repeat(5000)}`;
await streamText({
  model,
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Stream it' },
        { type: 'file', data: image, mediaType: 'image/png' },
      ],
    },
  ],
}).consumeStream();
await generateObject({ model: openai.chat('answers-json'), schema, prompt: 'As an object' });
await generateText({
  model,
  instructions,
  prompt: 'Keep it',
  telemetry: { recordInputs: false, recordOutputs: false },
});
