import { Agent, OpenAIProvider, Runner, setTraceProcessors, tool } from '@openai/agents';
import { z } from 'zod';

// Nothing goes to the provider's own tracing.
setTraceProcessors([]);

const modelProvider = new OpenAIProvider({
  apiKey: 'test-key',
  baseURL: process.env['MODEL_URL']!,
});
const writer = new Agent({ name: 'writer', model: 'gpt-4.1' });

const lookUp = tool({
  name: 'look_up',
  description: 'Looks a topic up',
  parameters: z.object({ topic: z.string() }),
  execute: () => 'high at noon',
});
const researcher = new Agent({ name: 'researcher', model: 'gpt-4.1', tools: [lookUp] });

const plain = await new Runner({ modelProvider, workflowName: 'plain' }).run(researcher, 'Hello');
process.stdout.write(plain.finalOutput ?? '');

const streamed = await new Runner({ modelProvider, workflowName: 'streamed' }).run(
  writer,
  'Hello',
  { stream: true },
);
for await (const text of streamed.toTextStream()) process.stdout.write(text);
await streamed.completed;
