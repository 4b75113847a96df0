/** Servers of MCP that are not there, or not for long. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { serverCommand } from './mcp-cases.ts';
import { runCases } from './run-cases.ts';

const client = (): Client => new Client({ name: 'reader', version: '1.0.0' });

await runCases({
  unreachable: () =>
    client().connect(new StreamableHTTPClientTransport(new URL('http://127.0.0.1:65535/mcp'))),
  'server-dies': async () => {
    const reader = client();
    await reader.connect(new StdioClientTransport(serverCommand('mcp-server-v1.ts')));
    return reader.callTool({ name: 'die' });
  },
});
