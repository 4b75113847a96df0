/**
 * An agent that answers with a stream of Gemini. Run it with
 * `node --import @agent-vitals/instrumentation/register examples/google-genai.ts`.
 */
import { agent, prompt, tool, workflow } from '@agent-vitals/instrumentation';
import { GoogleGenAI } from '@google/genai';

const google = new GoogleGenAI({ apiKey: process.env['GEMINI_API_KEY'] ?? '' });

const lookUp = tool('look_up', async (topic: string) => `Notes about ${topic}`);

const writer = agent({ name: 'writer', version: '1' }, async (topic: string) => {
  const notes = await lookUp(topic);
  return prompt({ name: 'write', version: '3' }, () =>
    google.models.generateContentStream({
      model: 'gemini-2.5-flash',
      contents: `Write a paragraph from these notes: ${notes}`,
    }),
  );
});

const article = workflow('article', async (topic: string) => {
  for await (const chunk of await writer(topic)) process.stdout.write(chunk.text ?? '');
});

await article('tides');
