import { agent, prompt, tool, workflow } from '@agent-vitals/instrumentation';
import OpenAI from 'openai';
import { pino } from 'pino';

const client = new OpenAI({ apiKey: 'test-key', baseURL: process.env['MODEL_URL'] });
const log = pino();

const search = tool({ name: 'search', type: 'datastore' }, async (query: string) => {
  log.info(`searching for ${query}`);
  return ['a result'];
});

const reviewer = agent('reviewer', async () => {
  await client.chat.completions.create({
    model: 'gpt-4.1-mini',
    messages: [{ role: 'user', content: 'Review it' }],
  });
});

const writer = agent({ name: 'writer', version: '2' }, async (question: string) => {
  await search(question);
  await prompt({ name: 'write', version: '7' }, async () => {
    const stream = await client.chat.completions.create({
      model: 'gpt-4.1',
      stream: true,
      stream_options: { include_usage: true },
      messages: [{ role: 'user', content: question }],
    });
    for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? '');
  });
  await reviewer();
});

const answer = workflow(
  { name: 'answering', conversationId: (question: string) => `conversation-${question.length}` },
  (question: string) => writer(question),
);

await answer('why?');
