/** A server of WEB_FRAMEWORK that an agent of the same process calls, in each way that Node has. */
import { agent } from '@agent-vitals/instrumentation';
import express from 'express';
import Fastify from 'fastify';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';

const PAGES = {
  '/items/:id': () => ({ status: 200, body: 'an item' }),
  '/busy': () => ({ status: 503, body: 'later' }),
} as const;

const withExpress = async () => {
  const app = express();
  for (const [path, answer] of Object.entries(PAGES)) {
    app.get(path, (_, response) => {
      const { status, body } = answer();
      response.status(status).send(body);
    });
  }
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
};

const withFastify = async () => {
  const app = Fastify();
  for (const [path, answer] of Object.entries(PAGES)) {
    app.get(path, async (_, reply) => {
      const { status, body } = answer();
      return await reply.code(status).send(body);
    });
  }
  return { url: await app.listen({ host: '127.0.0.1', port: 0 }), close: () => void app.close() };
};

const server = await (process.env['WEB_FRAMEWORK'] === 'fastify' ? withFastify() : withExpress());

const CLIENTS = {
  fetch: async (url: string) => (await fetch(url)).status,
  undici: async (url: string) => (await request(url)).statusCode,
  http: async (url: string) => {
    const [response] = (await once(get(url), 'response')) as [IncomingMessage];
    response.resume();
    await once(response, 'end');
    return response.statusCode;
  },
};

for (const [name, call] of Object.entries(CLIENTS)) {
  const caller = agent(name, async () => [
    await call(`${server.url}/items/7`),
    await call(`${server.url}/busy`),
    await call(`${server.url}/nothing`),
  ]);
  process.stdout.write(`${name} ${(await caller()).join(' ')}\n`);
}
server.close();
