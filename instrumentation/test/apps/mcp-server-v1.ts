/** A server of version 1 of the MCP SDK: over stdio, or over HTTP where an address is asked for. */
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { serveHttp } from './mcp-http.ts';
import { INFO, PROMPT, RESOURCE, TOOLS } from './mcp-tools.ts';

const createServer = (): McpServer => {
  const server = new McpServer(INFO);
  for (const [name, run] of Object.entries(TOOLS)) {
    server.registerTool(name, {}, ({ signal }) => run(signal));
  }
  server.registerPrompt('summarise', {}, PROMPT);
  server.registerResource('notes', 'notes://tides', {}, RESOURCE);
  return server;
};

if (process.env['OVER_HTTP'] === 'true') {
  serveHttp(async (options) => {
    const transport = new StreamableHTTPServerTransport(options);
    await createServer().connect(transport);
    return transport;
  });
} else {
  await createServer().connect(new StdioServerTransport());
}
