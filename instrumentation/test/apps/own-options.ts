/** Starts with a team's own prices, patterns and capture of content. */
import { agent, startVitals } from '@agent-vitals/instrumentation';

const vitals = startVitals({
  captureContent: true,
  redactPatterns: [/EMP-\d{4}/],
  prices: { openai: { 'gpt-4.1*': { input: 1000, output: 0, cacheRead: 500 } } },
  discount: { openai: 0.5 },
});

const { OpenAI } = await import('openai');
const client = new OpenAI({ apiKey: 'test-key', baseURL: process.env['MODEL_URL'] });

await agent('writer for EMP-0001', async () => {
  for (const model of ['gpt-4.1', 'gpt-4o-mini', 'house-model']) {
    await client.chat.completions.create({
      model,
      messages: [{ role: 'user', content: 'Who is EMP-1234?' }],
    });
  }
})();
await vitals.shutdown();
