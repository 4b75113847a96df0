/** A client of version 2 of the MCP SDK, over stdio or HTTP. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { runMcpCases, serverCommand, startHttpServer } from './mcp-cases.ts';

const SERVER = 'mcp-server-v2.ts';

const modern = process.env['REVISION'] === '2026-07-28';
const client = new Client(
  { name: 'reader', version: '1.0.0' },
  modern ? { versionNegotiation: { mode: 'auto' } } : {},
);
const calls = {
  callTool: (name: string, options?: object) => client.callTool({ name }, options),
  listTools: () => client.listTools(),
  getPrompt: (params: { name: string }) => client.getPrompt(params),
  readResource: (params: { uri: string }) => client.readResource(params),
  subscribeResource: (params: { uri: string }) => client.subscribeResource(params),
};

if (process.env['OVER_HTTP'] === 'true') {
  const { url, ended } = await startHttpServer(SERVER);
  const transport = new StreamableHTTPClientTransport(url);
  await client.connect(transport);
  await runMcpCases(calls);
  await transport.terminateSession();
  await client.close();
  await ended;
} else {
  await client.connect(new StdioClientTransport(serverCommand(SERVER)));
  await runMcpCases(calls);
  await client.close();
}
