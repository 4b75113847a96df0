import {
  sendJson,
  startProtocolServer,
  type Body,
  type ProtocolServer,
} from './protocol-server.js';

/** The status that a call of a tool is refused with, by its name. */
const STATUS_BY_TOOL: Readonly<Record<string, number>> = {
  limited: 429,
  locked: 401,
  flaky: 401,
};

const fields = (value: unknown): Body => (value ?? {}) as Body;

/**
 * Speaks MCP over HTTP on a free port of 127.0.0.1, and answers calls with a status alone; the
 * tool `flaky` is refused once, and then called.
 */
export function startRefusingMcpServer(): Promise<ProtocolServer> {
  let flakyCalls = 0;
  return startProtocolServer(({ id, method, params }, response) => {
    const { name, protocolVersion } = fields(params);
    if (method === 'initialize') {
      const serverInfo = { name: 'refusing', version: '1.0.0' };
      const result = { protocolVersion, serverInfo, capabilities: { tools: {} } };
      sendJson(response, 200, { jsonrpc: '2.0', id, result });
    } else if (name === 'flaky' && (flakyCalls += 1) % 2 === 0) {
      sendJson(response, 200, { jsonrpc: '2.0', id, result: { content: [] } });
    } else if (method === 'tools/call') {
      sendJson(response, STATUS_BY_TOOL[String(name)] ?? 404, {});
    } else {
      // Notifications are taken, and a stream of the server's own is not offered.
      response.writeHead(method === undefined ? 405 : 202).end();
    }
  });
}
