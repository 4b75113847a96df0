/** Reads a long answer, and prints by how many bytes the heap grew on its way. */
import { agent } from '@agent-vitals/instrumentation';
import OpenAI from 'openai';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const client = new OpenAI({ apiKey: 'test-key', baseURL: process.env['MODEL_URL'] });

const heap = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};

await agent('writer', async () => {
  const stream = await client.chat.completions.create({
    model: 'long',
    stream: true,
    messages: [{ role: 'user', content: 'Hello' }],
  });
  let chunks = 0;
  let early = 0;
  for await (const _ of stream) {
    chunks += 1;
    if (chunks === 1000) early = heap();
  }
  process.stdout.write(JSON.stringify({ chunks, grew: heap() - early }));
})();
