/** Servers of MCP that are not there, or not for long, or refuse by the status of HTTP. */
import {
  Client as ClientV2,
  StreamableHTTPClientTransport as HttpTransportV2,
} from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { serverCommand } from './mcp-cases.ts';
import { runCases } from './run-cases.ts';

const client = (): Client => new Client({ name: 'reader', version: '1.0.0' });
const refusing = new URL(process.env['MCP_URL'] ?? '');

const refusedV1 = async (tool: string): Promise<unknown> => {
  const reader = client();
  await reader.connect(new StreamableHTTPClientTransport(refusing));
  return reader.callTool({ name: tool });
};

const refusedV2 = async (tool: string): Promise<unknown> => {
  const reader = new ClientV2({ name: 'reader', version: '1.0.0' });
  await reader.connect(new HttpTransportV2(refusing));
  return reader.callTool({ name: tool });
};

/** Sends what was refused once more by itself, as the SDK does when it has renewed its token. */
class RetryingTransport extends StreamableHTTPClientTransport {
  #retried = false;

  override async send(...message: Parameters<StreamableHTTPClientTransport['send']>) {
    try {
      await super.send(...message);
    } catch (error) {
      if (this.#retried) throw error;
      this.#retried = true;
      await this.send(...message);
    }
  }
}

await runCases({
  unreachable: () =>
    client().connect(new StreamableHTTPClientTransport(new URL('http://127.0.0.1:65535/mcp'))),
  'server-dies': async () => {
    const reader = client();
    await reader.connect(new StdioClientTransport(serverCommand('mcp-server-v1.ts')));
    return reader.callTool({ name: 'die' });
  },
  'limited-v1': () => refusedV1('limited'),
  'limited-v2': () => refusedV2('limited'),
  'locked-v1': () => refusedV1('locked'),
  'locked-v2': () => refusedV2('locked'),
  retried: async () => {
    const reader = client();
    await reader.connect(new RetryingTransport(refusing));
    return reader.callTool({ name: 'flaky' });
  },
});
