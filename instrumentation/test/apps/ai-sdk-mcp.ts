/** A loop of the AI SDK with the tools of an MCP server, through the AI SDK's own client. */
import { agent } from '@agent-vitals/instrumentation';
import { createMCPClient } from '@ai-sdk/mcp';
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, isStepCount } from 'ai';
import { startHttpServer } from './mcp-cases.ts';

const openai = createOpenAI({ apiKey: 'test-key', baseURL: process.env['MODEL_URL']! });
const { url, ended } = await startHttpServer('mcp-server-v1.ts');
const client = await createMCPClient({ transport: { type: 'http', url: url.href } });
const tools = await client.tools();

const writer = agent('writer', async () => {
  const { text } = await generateText({
    model: openai.chat('gpt-4.1'),
    prompt: 'Hello',
    stopWhen: isStepCount(3),
    tools: { look_up: tools['look_up']! },
  });
  process.stdout.write(text);
});

await writer();
await client.close();
await ended;
