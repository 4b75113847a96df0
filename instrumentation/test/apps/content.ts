/** Asks models things that hold secrets, whole and streamed. */
import Anthropic from '@anthropic-ai/sdk';
import { agent } from '@agent-vitals/instrumentation';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { collect } from './run-cases.ts';

const openai = new OpenAI({ apiKey: 'test-key', baseURL: process.env['OPENAI_URL'] });
const anthropic = new Anthropic({
  apiKey: 'test-key',
  baseURL: process.env['ANTHROPIC_URL'] ?? null,
});
const google = new GoogleGenAI({
  apiKey: 'test-key',
  httpOptions: { baseUrl: process.env['GOOGLE_URL'] ?? '' },
});

const secret = 'Mail ada@example.com, the key is sk-proj-0123456789abcdefABCDEF0123456789.';

await agent('writer', async () => {
  await openai.chat.completions.create({
    model: 'gpt-4.1',
    messages: [
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: secret },
          { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(50_000)}` } },
        ],
      },
    ],
    tools: [{ type: 'function', function: { name: 'look_up' } }],
  });
  await collect(
    await openai.chat.completions.create({
      model: 'gpt-4.1',
      stream: true,
      messages: [{ role: 'user', content: 'Stream it' }],
    }),
  );
  await collect(
    await openai.responses.create({
      model: 'gpt-4.1',
      stream: true,
      instructions: 'Be kind.',
      input: 'Hello',
    }),
  );
  await collect(
    await anthropic.messages.create({
      model: 'claude-haiku-4-5',
      max_tokens: 1024,
      stream: true,
      system: 'Be calm.',
      messages: [{ role: 'user', content: 'x'.repeat(3000) }],
    }),
  );
  await google.models.generateContent({
    model: 'gemini-2.5-flash',
    contents: 'Hello',
    config: { systemInstruction: 'Be warm.' },
  });
})();
