import { Agent, OpenAIProvider, Runner, setTraceProcessors } from '@openai/agents';

// Nothing goes to the provider's own tracing.
setTraceProcessors([]);

const modelProvider = new OpenAIProvider({
  apiKey: 'test-key',
  baseURL: process.env['MODEL_URL']!,
});
const writer = new Agent({ name: 'writer', model: 'gpt-4.1' });

const plain = await new Runner({ modelProvider, workflowName: 'plain' }).run(writer, 'Hello');
process.stdout.write(plain.finalOutput ?? '');

const streamed = await new Runner({ modelProvider, workflowName: 'streamed' }).run(
  writer,
  'Hello',
  { stream: true },
);
for await (const text of streamed.toTextStream()) process.stdout.write(text);
await streamed.completed;
