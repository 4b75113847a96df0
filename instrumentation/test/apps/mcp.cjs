/** A client and a server of each version of the MCP SDK in one CommonJS process. */
const { agent } = require('@agent-vitals/instrumentation');
const v1 = {
  ...require('@modelcontextprotocol/sdk/client/index.js'),
  ...require('@modelcontextprotocol/sdk/server/mcp.js'),
  ...require('@modelcontextprotocol/sdk/inMemory.js'),
};
const v2 = {
  ...require('@modelcontextprotocol/client'),
  ...require('@modelcontextprotocol/server'),
};

const run = async ({ Client, McpServer, InMemoryTransport }) => {
  const server = new McpServer({ name: 'library', version: '1.0.0' });
  server.registerTool('look_up', {}, () => ({ content: [{ type: 'text', text: 'tides ' }] }));
  const client = new Client({ name: 'reader', version: '1.0.0' });
  const [near, far] = InMemoryTransport.createLinkedPair();
  await server.connect(far);
  await client.connect(near);
  const { content } = await client.callTool({ name: 'look_up' });
  process.stdout.write(content[0].text);
  await client.close();
};

void agent('v1', () => run(v1))().then(agent('v2', () => run(v2)));
