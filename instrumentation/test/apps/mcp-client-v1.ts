/** A client of version 1 of the MCP SDK, over stdio or HTTP. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { runMcpCases, serverCommand, startHttpServer } from './mcp-cases.ts';

const SERVER = 'mcp-server-v1.ts';

const client = new Client({ name: 'reader', version: '1.0.0' });
const calls = {
  callTool: (name: string, options?: object) => client.callTool({ name }, undefined, options),
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
