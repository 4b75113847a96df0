/** Nobody waits for a call that fails: Node ends such a process. */
import OpenAI from 'openai';

const client = new OpenAI({
  apiKey: 'test-key',
  baseURL: process.env['MODEL_URL'],
  maxRetries: 0,
});

void client.chat.completions.create({ model: 'broken', messages: [] });
