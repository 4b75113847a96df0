/** A pool, a client and a pool that is used up, of which none gets a connection. */
import { agent } from '@agent-vitals/instrumentation';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { Client, Pool } from 'pg';

const [refused, silent] = [createServer(), createServer()];
for (const server of [refused, silent]) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}
const portOf = (server: typeof refused): number => (server.address() as { port: number }).port;
const [refusedPort, silentPort] = [portOf(refused), portOf(silent)];
refused.close();
await once(refused, 'close');

const where = { host: '127.0.0.1', user: 'ada', database: 'shop' };
const pool = new Pool({ ...where, port: refusedPort });
// It is answered by nobody, so its only connection is never free.
const exhausted = new Pool({ ...where, port: silentPort, max: 1, connectionTimeoutMillis: 50 });
const client = new Client({ ...where, port: refusedPort });

const messageOf = (error: unknown): string => (error as Error).message;
const ask = agent('clerk', async () => [
  await pool.query('SELECT 1').catch(messageOf),
  await pool.connect().catch(messageOf),
  await client.connect().catch(messageOf),
  await exhausted.query('SELECT 1').catch(messageOf),
]);
process.stdout.write(JSON.stringify({ refusedPort, silentPort, answers: await ask() }));
await pool.end();
await exhausted.end();
silent.close();
