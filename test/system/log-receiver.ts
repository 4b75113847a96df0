import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';

/** A log event that arrived, with its attributes as texts and numbers. */
interface ReceivedLog {
  readonly body: string;
  readonly attributes: Readonly<Record<string, string | number>>;
}

interface Payload {
  readonly resourceLogs: readonly {
    readonly scopeLogs: readonly {
      readonly logRecords: readonly {
        readonly body: { readonly stringValue: string };
        readonly attributes: readonly {
          readonly key: string;
          readonly value: { readonly stringValue?: string; readonly intValue?: number };
        }[];
      }[];
    }[];
  }[];
}

/** A receiver of OTLP logs as JSON, in place of a collector that can be away. */
export interface LogReceiver {
  readonly url: string;
  readonly logs: readonly ReceivedLog[];
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** @param port where it listens once it is started */
export function createLogReceiver(port: number): LogReceiver {
  const logs: ReceivedLog[] = [];
  let server: Server | undefined;
  const keep = ({ resourceLogs }: Payload): void => {
    for (const { body, attributes } of resourceLogs
      .flatMap(({ scopeLogs }) => scopeLogs)
      .flatMap(({ logRecords }) => logRecords)) {
      const values = attributes.map(
        ({ key, value }) => [key, value.stringValue ?? value.intValue ?? ''] as const,
      );
      logs.push({ body: body.stringValue, attributes: Object.fromEntries(values) });
    }
  };
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    keep((await json(request)) as Payload);
    response.setHeader('content-type', 'application/json').end('{}');
  };
  return {
    url: `http://127.0.0.1:${port}`,
    logs,
    async start() {
      server = createServer((request, response) => {
        void take(request, response);
      }).listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    async stop() {
      if (server === undefined) return;
      const closed = once(server, 'close');
      server.closeAllConnections();
      server.close();
      await closed;
    },
  };
}
