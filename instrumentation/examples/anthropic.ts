/**
 * An agent that answers with a streamed message, and reads its instructions from Anthropic's cache.
 * Run it with `node --import @agent-vitals/instrumentation/register examples/anthropic.ts`.
 */
import { agent, prompt, tool, workflow } from '@agent-vitals/instrumentation';
import Anthropic from '@anthropic-ai/sdk';

const anthropic = new Anthropic();

const lookUp = tool('look_up', async (topic: string) => `Notes about ${topic}`);

const writer = agent({ name: 'writer', version: '1' }, async (topic: string) => {
  const notes = await lookUp(topic);
  return prompt({ name: 'write', version: '3' }, () =>
    anthropic.messages
      .stream({
        model: 'claude-haiku-4-5',
        max_tokens: 1024,
        system: [
          {
            type: 'text',
            text: 'You write one paragraph from notes.',
            cache_control: { type: 'ephemeral' },
          },
        ],
        messages: [{ role: 'user', content: notes }],
      })
      .on('text', (text) => process.stdout.write(text))
      .finalMessage(),
  );
});

const article = workflow('article', (topic: string) => writer(topic));

await article('tides');
