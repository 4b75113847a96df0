/** A loop of model and tool without an agent around it. */
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, isStepCount, jsonSchema, tool } from 'ai';

const openai = createOpenAI({ apiKey: 'test-key', baseURL: process.env['MODEL_URL']! });

const { text } = await generateText({
  model: openai.chat('gpt-4.1'),
  prompt: 'Hello',
  stopWhen: isStepCount(3),
  tools: {
    look_up: tool({
      inputSchema: jsonSchema<{ topic: string }>({ type: 'object', properties: {} }),
      execute: async (input) => `Notes about ${input.topic}`,
    }),
  },
});
process.stdout.write(text);
