const { Agent, OpenAIProvider, Runner, setTraceProcessors } = require('@openai/agents');

// Nothing goes to the provider's own tracing.
setTraceProcessors([]);

const modelProvider = new OpenAIProvider({
  apiKey: 'test-key',
  baseURL: process.env['MODEL_URL'],
});
const writer = new Agent({ name: 'writer', model: 'gpt-4.1' });

void new Runner({ modelProvider, workflowName: 'article' })
  .run(writer, 'Hello')
  .then(({ finalOutput }) => process.stdout.write(finalOutput));
