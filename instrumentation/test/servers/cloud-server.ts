import { crc32 } from 'node:zlib';
import {
  sendJson,
  startProtocolServer,
  type Body,
  type ProtocolServer,
} from './protocol-server.js';

/** How a cloud serves Anthropic's models: the model in the path, the answer in its own framing. */
const PATHS = [
  { path: /^\/model\/([^/]+)\/invoke(-with-response-stream)?$/, framing: 'eventstream' },
  { path: /\/publishers\/anthropic\/models\/([^/]+):(?:raw|(streamRaw))Predict$/, framing: 'same' },
] as const;

const header = (name: string, value: string): Buffer => {
  const head = Buffer.alloc(name.length + 4);
  head.writeUInt8(name.length);
  head.write(name, 1);
  head.writeUInt8(7, name.length + 1); // a string
  head.writeUInt16BE(value.length, name.length + 2);
  return Buffer.concat([head, Buffer.from(value)]);
};

/**
 * A message of AWS's event stream.
 * https://smithy.io/2.0/aws/amazon-eventstream.html
 */
const frame = (data: string): Buffer => {
  const headers = Buffer.concat([
    header(':event-type', 'chunk'),
    header(':content-type', 'application/json'),
    header(':message-type', 'event'),
  ]);
  const payload = JSON.stringify({ bytes: Buffer.from(data).toString('base64') });
  const length = 16 + headers.length + payload.length;
  const prelude = Buffer.alloc(12);
  prelude.writeUInt32BE(length);
  prelude.writeUInt32BE(headers.length, 4);
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8);
  const message = Buffer.concat([prelude, headers, Buffer.from(payload), Buffer.alloc(4)]);
  message.writeUInt32BE(crc32(message.subarray(0, -4)), length - 4);
  return message;
};

/** The path of a chat on Azure, which has the API's version in its query. */
const AZURE = /^\/openai\/deployments\/[^/]+\/chat\/completions\?api-version=/;

/** Where a request goes on to, in the protocol of the models' maker, and how the answer comes back. */
interface Route {
  readonly url: string;
  readonly body: Body;
  readonly framing: 'eventstream' | 'same';
}

const routeOf = (path: string, body: Body, makers: Makers): Route | undefined => {
  if (AZURE.test(path)) return { url: `${makers.openai}/chat/completions`, body, framing: 'same' };
  for (const known of PATHS) {
    const found = known.path.exec(path);
    if (found === null) continue;
    const model = decodeURIComponent(found[1] ?? '');
    const stream = found[2] !== undefined;
    return {
      url: `${makers.anthropic}/v1/messages`,
      body: { ...body, model, stream },
      framing: stream ? known.framing : 'same',
    };
  }
  return undefined;
};

/** The URLs of servers that speak the protocols of those who make the models. */
interface Makers {
  readonly openai: string;
  readonly anthropic: string;
}

/** Speaks the protocols of Azure, Bedrock and Vertex AI for the models of others' servers. */
export function startCloudServer(makers: Makers): Promise<ProtocolServer> {
  return startProtocolServer((body, response, path) => {
    void (async () => {
      const route = routeOf(path, body, makers);
      if (route === undefined) {
        sendJson(response, 404, { error: { message: `nothing is at ${path}` } });
        return;
      }
      const answer = await fetch(route.url, { method: 'POST', body: JSON.stringify(route.body) });
      const text = await answer.text();
      if (answer.ok && route.framing === 'eventstream') {
        const events = [...text.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => frame(data));
        response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
        response.end(Buffer.concat(events));
      } else {
        response.writeHead(answer.status, {
          'content-type': answer.headers.get('content-type') ?? '',
        });
        response.end(text);
      }
    })();
  });
}
