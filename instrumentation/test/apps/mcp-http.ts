import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface HttpTransport {
  handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

interface SessionOptions {
  readonly sessionIdGenerator: () => string;
  readonly onsessionclosed: () => void;
}

/** Serves one session on a free port of 127.0.0.1, tells its address, and ends with the session. */
export const serveHttp = (open: (options: SessionOptions) => Promise<HttpTransport>): void => {
  const transport = open({
    sessionIdGenerator: () => 'session-1',
    onsessionclosed: () => {
      server.close();
      // The answer to the closing request is on its way.
      setImmediate(() => server.closeIdleConnections());
    },
  });
  const server = createServer((request, response) => {
    response.setHeader('connection', 'close');
    void transport.then((it) => it.handleRequest(request, response));
  });
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
  });
};
