import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The body of a request, as JSON; empty where there is none. */
export type Body = Readonly<Record<string, unknown>>;

/** What arrived, without what depends on the run: ports, and the headers that tell of a trace. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Body;
}

export interface ProtocolServer {
  /** Without a slash at its end. */
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  close(): Promise<void>;
}

export type Answer = (body: Body, response: ServerResponse, path: string) => void;

const OF_THE_RUN: ReadonlySet<string> = new Set(['host', 'traceparent', 'tracestate', 'baggage']);

const readJson = async (request: IncomingMessage): Promise<Body> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString() || '{}') as Body;
};

export const sendJson = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-request-id': 'req_1',
    // An SDK that tries again need not wait.
    ...(status >= 400 && { 'retry-after-ms': '1' }),
  });
  response.end(JSON.stringify(body));
};

/** How a stream of events ends: well, with no further event, or with the connection. */
export type Ending = 'end' | 'stall' | 'break';

/** Sends events, named by their `type` where the protocol names them. */
export const sendEvents = (
  response: ServerResponse,
  events: readonly object[],
  options: { readonly ending?: Ending; readonly named?: boolean; readonly last?: string } = {},
): void => {
  const { ending = 'end', named = false, last = '' } = options;
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const lines = events.map((event) => {
    const name = named ? `event: ${(event as { readonly type: string }).type}\n` : '';
    return `${name}data: ${JSON.stringify(event)}\n\n`;
  });
  // Written apart, so that what comes before the break is read.
  for (const line of lines.slice(0, -1)) response.write(line);
  response.write(lines.at(-1) ?? '', () => {
    if (ending === 'break') response.destroy();
  });
  if (ending === 'end') response.end(last);
};

/** Answers JSON requests on a free port of 127.0.0.1, and keeps them. */
export async function startProtocolServer(answer: Answer): Promise<ProtocolServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const path = request.url ?? '';
      const body = await readJson(request);
      // Some SDKs show the headers to the application, and two runs are to see the same.
      response.sendDate = false;
      const headers = Object.fromEntries(
        Object.entries(request.headers).filter(([name]) => !OF_THE_RUN.has(name)),
      );
      requests.push({ method: request.method ?? '', path, headers, body });
      answer(body, response, path);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
