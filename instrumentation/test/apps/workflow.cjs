const { agent } = require('@agent-vitals/instrumentation');
const { OpenAI } = require('openai');

const client = new OpenAI({ apiKey: 'test-key', baseURL: process.env['MODEL_URL'] });

// Returns the SDK's own promise, which starts the wrapper's end when it is awaited.
const writer = agent('writer', () =>
  client.chat.completions.create({ model: 'gpt-4.1', messages: [] }),
);

void writer().then(({ choices }) => process.stdout.write(choices[0].message.content));
