import { createServer, type RequestListener } from 'node:http';
import type { Logger } from 'pino';

/** A server that listens. */
export interface HttpServer {
  /** Ends it with all of its connections. */
  close(): Promise<void>;
}

/**
 * Listens, and logs where; ends the process when it cannot.
 * @param options.port 0 takes a free one
 */
export function serve(options: {
  readonly app: RequestListener;
  readonly port: number;
  /** Address to listen on. */
  readonly listen: string;
  readonly log: Pick<Logger, 'fatal' | 'info'>;
}): HttpServer {
  const { app, port, listen, log } = options;
  // Requests are small, so one that takes long to arrive is not waited for.
  const server = createServer({ maxHeaderSize: 8192, requestTimeout: 10_000 }, app);
  server.on('error', (error) => {
    log.fatal({ err: error }, 'cannot listen');
    process.exit(1);
  });
  server.listen(port, listen, () => {
    log.info({ address: server.address() }, 'listening');
  });
  return {
    async close() {
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      server.closeAllConnections();
      await closed;
    },
  };
}
