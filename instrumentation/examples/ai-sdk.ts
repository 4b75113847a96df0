/**
 * An agent of the Vercel AI SDK that looks something up and streams its answer. Run it with
 * `node --import @agent-vitals/instrumentation/register examples/ai-sdk.ts`.
 */
import { workflow } from '@agent-vitals/instrumentation';
import { openai } from '@ai-sdk/openai';
import { jsonSchema, tool, ToolLoopAgent } from 'ai';

const lookUp = tool({
  description: 'Notes about a topic',
  inputSchema: jsonSchema<{ topic: string }>({
    type: 'object',
    properties: { topic: { type: 'string' } },
    required: ['topic'],
  }),
  execute: async ({ topic }) => `Notes about ${topic}`,
});

const writer = new ToolLoopAgent({
  model: openai.chat('gpt-4.1-mini'),
  tools: { look_up: lookUp },
  // The name of the agent, on the spans and the metrics of all that it does.
  telemetry: { functionId: 'writer' },
});

const article = workflow('article', async (topic: string) => {
  const { textStream } = await writer.stream({ prompt: `Write a paragraph about ${topic}` });
  for await (const text of textStream) process.stdout.write(text);
});

await article('tides');
