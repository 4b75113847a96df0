/** Asks a model at the end of a conversation of 100 KB, in which a secret was said. */
import OpenAI from 'openai';

const client = new OpenAI({ apiKey: 'test-key', baseURL: process.env['MODEL_URL'] ?? '' });

const said = Array.from({ length: 100 }, (_, turn) => ({
  role: turn % 2 === 0 ? ('user' as const) : ('assistant' as const),
  content: `turn ${turn}: ${'tide '.repeat(200)}`,
}));

await client.chat.completions.create({
  model: 'gpt-4.1-mini',
  messages: [...said, { role: 'user', content: process.env['LAST_WORDS'] ?? '' }],
});
