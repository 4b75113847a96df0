/** A function that the platform freezes as soon as it has answered. */
import { agent, runningVitals } from '@agent-vitals/instrumentation';
import OpenAI from 'openai';

const client = new OpenAI({ apiKey: 'test-key', baseURL: process.env['MODEL_URL'] });

const handle = agent('handler', async () => {
  await client.chat.completions.create({
    model: 'gpt-4.1',
    messages: [{ role: 'user', content: 'Hello' }],
  });
});

await handle();
await runningVitals()?.forceFlush();
process.stdout.write('ready');
setInterval(() => {}, 60_000);
