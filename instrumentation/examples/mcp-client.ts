/**
 * An agent that calls a tool of an MCP server in another process: one trace through both. Run it
 * with `node --import @agent-vitals/instrumentation/register examples/mcp-client.ts`.
 */
import { agent } from '@agent-vitals/instrumentation';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { fileURLToPath } from 'node:url';

const client = new Client({ name: 'library-reader', version: '1.0.0' });
await client.connect(
  new StdioClientTransport({
    command: process.execPath,
    args: [
      '--import',
      '@agent-vitals/instrumentation/register',
      fileURLToPath(new URL('mcp-server.ts', import.meta.url)),
    ],
    // By itself the transport passes on few variables, and none of those that say where to export.
    env: { ...(process.env as Record<string, string>), OTEL_SERVICE_NAME: 'library' },
  }),
);

const reader = agent('reader', async (topic: string) => {
  const { content } = await client.callTool({ name: 'look_up', arguments: { topic } });
  for (const part of content) if (part.type === 'text') process.stdout.write(part.text);
});

await reader('tides');
await client.close();
