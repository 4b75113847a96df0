/** A server of MCP with one tool, which `mcp-client.ts` starts. */
import { fromJsonSchema, McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';

const server = new McpServer({ name: 'library', version: '1.0.0' });

server.registerTool(
  'look_up',
  {
    description: 'Notes about a topic',
    inputSchema: fromJsonSchema<{ topic: string }>({
      type: 'object',
      properties: { topic: { type: 'string' } },
      required: ['topic'],
    }),
  },
  async ({ topic }) => ({ content: [{ type: 'text', text: `Notes about ${topic}` }] }),
);

await server.connect(new StdioServerTransport());
