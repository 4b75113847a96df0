import { beforeAll, describe, expect, test } from 'vitest';
import { observeApp, type ObservedApp } from './observed-app.js';
import { serverRuns, startServer, type RealServer } from './servers/real-server.js';

/** What is told of each client: its statement that works, another, and the one that fails. */
const DATABASES = [
  {
    client: 'mysql2',
    server: 'mysql',
    port: 'MYSQL_PORT',
    operations: ['INSERT', 'SELECT', 'SELECT'],
    query: 'SELECT name FROM shop.orders WHERE id = ?',
    error: '_OTHER',
  },
  {
    client: 'ioredis',
    server: 'redis',
    port: 'REDIS_PORT',
    operations: ['set', 'get', 'incr'],
    query: 'get order',
    error: 'ReplyError',
  },
  {
    client: 'redis',
    server: 'redis',
    port: 'REDIS_PORT',
    operations: ['SET', 'GET', 'INCR'],
    query: 'GET order',
    error: expect.any(String),
  },
  {
    client: 'mongodb',
    server: 'mongodb',
    port: 'MONGODB_PORT',
    operations: ['insert', 'find', 'nothing'],
    query: '{"find":"?","filter":{"_id":"?"},"limit":"?","singleBatch":"?"}',
    error: expect.any(String),
  },
] as const;

describe.each(DATABASES)('$client', ({ client, server: name, port, operations, query, error }) => {
  const runs = serverRuns(name);
  let server: RealServer;
  let observed: ObservedApp;
  let unsampled: ObservedApp;

  beforeAll(async () => {
    if (!runs) return;
    server = await startServer(name);
    const where = { [port]: String(server.port), CLIENT: client };
    const app = 'databases.ts';
    unsampled = await observeApp({ app, env: { ...where, OTEL_TRACES_SAMPLER: 'always_off' } });
    await server.stop();
    server = await startServer(name);
    observed = await observeApp({ app, env: { ...where, [port]: String(server.port) } });
    await server.stop();
  }, 60_000);

  const spans = () =>
    observed.receiver.spans.filter(
      ({ kind, attributes }) => kind === 3 && attributes['gen_ai.agent.name'] === client,
    );

  test.runIf(runs)('works as it does without', () => {
    const { works, fails } = JSON.parse(observed.run.stdout) as Record<string, unknown>;
    expect(JSON.stringify(works)).toContain('Ada Lovelace');
    expect(fails).toMatch(/nothing|not an integer/);
  });

  test.runIf(runs)('each call is a span of the agent that made it', () => {
    expect(spans().map(({ attributes }) => attributes['db.operation.name'])).toEqual(operations);
    for (const { attributes } of spans()) {
      expect(attributes).toMatchObject({
        'db.system.name': name,
        'server.address': '127.0.0.1',
        'server.port': server.port,
      });
    }
    const [write, read, failed] = spans();
    expect(read).toMatchObject({ statusCode: 0, attributes: { 'db.query.text': query } });
    expect(failed).toMatchObject({ statusCode: 2, attributes: { 'error.type': error } });
    // Values are the customers' data.
    expect(JSON.stringify(write)).not.toContain('Ada');
  });

  test.runIf(runs)('each call is measured, also where no span is kept', () => {
    expect(unsampled.receiver.spans).toEqual([]);
    for (const { points } of [observed, unsampled]) {
      const counted = operations.map((operation, index) => {
        const all = points('db.client.operation.duration', { 'db.operation.name': operation });
        return all.find(({ attributes }) => 'error.type' in attributes === (index === 2));
      });
      expect(counted).toMatchObject([
        { count: 1, attributes: { 'db.system.name': name, 'server.address': '127.0.0.1' } },
        { count: 1 },
        { count: 1, attributes: { 'error.type': error } },
      ]);
    }
  });
});
