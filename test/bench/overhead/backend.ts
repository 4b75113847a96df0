/**
 * What the application talks to, in a process of its own: a model server that streams its answers
 * at the pace of a quick model, and an OTLP receiver that takes everything and keeps nothing.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const CHUNKS = 40;
const FIRST_CHUNK_MS = 50;
const CHUNK_MS = 5;

const base = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'gpt-4.1' };
const event = (fields: object): string => `data: ${JSON.stringify({ ...base, ...fields })}\n\n`;
const piece = event({
  choices: [{ index: 0, delta: { content: 'word ' }, finish_reason: null }],
});
const ending =
  event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }) +
  event({
    choices: [],
    usage: { prompt_tokens: 100, completion_tokens: CHUNKS, total_tokens: 100 + CHUNKS },
  }) +
  'data: [DONE]\n\n';

const answer = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  let sent = 0;
  const next = (): void => {
    if (response.destroyed) return;
    if (sent === CHUNKS) {
      response.end(ending);
      return;
    }
    sent += 1;
    response.write(piece);
    setTimeout(next, CHUNK_MS);
  };
  setTimeout(next, FIRST_CHUNK_MS);
};

const serve = (request: IncomingMessage, response: ServerResponse): void => {
  request.resume();
  request.on('end', () => {
    if (request.url?.endsWith('/chat/completions') === true) answer(response);
    else response.writeHead(200).end();
  });
};

const server = createServer(serve);
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening on ${(server.address() as AddressInfo).port}\n`);
});
