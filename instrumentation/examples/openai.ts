/**
 * An agent that answers with a streamed completion. Run it with
 * `node --import @agent-vitals/instrumentation/register examples/openai.ts`.
 */
import { agent, prompt, tool, workflow } from '@agent-vitals/instrumentation';
import OpenAI from 'openai';

const openai = new OpenAI();

const lookUp = tool('look_up', async (topic: string) => `Notes about ${topic}`);

const writer = agent({ name: 'writer', version: '1' }, async (topic: string) => {
  const notes = await lookUp(topic);
  return prompt({ name: 'write', version: '3' }, () =>
    openai.chat.completions.create({
      model: 'gpt-4.1-mini',
      stream: true,
      // Without it the API tells no usage of a streamed answer: its tokens and cost stay unknown.
      stream_options: { include_usage: true },
      messages: [{ role: 'user', content: `Write a paragraph from these notes: ${notes}` }],
    }),
  );
});

const article = workflow('article', async (topic: string) => {
  for await (const chunk of await writer(topic)) {
    process.stdout.write(chunk.choices[0]?.delta.content ?? '');
  }
});

await article('tides');
