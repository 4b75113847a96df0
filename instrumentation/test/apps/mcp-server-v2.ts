/** A server of version 2 of the MCP SDK: over stdio, or over HTTP where an address is asked for. */
import { NodeStreamableHTTPServerTransport } from '@modelcontextprotocol/node';
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { serveHttp } from './mcp-http.ts';
import { INFO, PROMPT, RESOURCE, TOOLS } from './mcp-tools.ts';

const createServer = (): McpServer => {
  const server = new McpServer(INFO);
  for (const [name, run] of Object.entries(TOOLS)) {
    server.registerTool(name, {}, ({ mcpReq }) => run(mcpReq.signal));
  }
  server.registerPrompt('summarise', {}, PROMPT);
  server.registerResource('notes', 'notes://tides', {}, RESOURCE);
  return server;
};

if (process.env['OVER_HTTP'] === 'true') {
  serveHttp(async (options) => {
    const transport = new NodeStreamableHTTPServerTransport(options);
    await createServer().connect(transport);
    return transport;
  });
} else if (process.env['REVISION'] === '2026-07-28') {
  serveStdio(createServer);
} else {
  await createServer().connect(new StdioServerTransport());
}
