import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPromptStore } from '../api/prompt-store.js';
import { createPool } from '../database-connection.js';
import type { FaultName } from '../faults.js';
import { createFaultEffects, type FaultEffects } from './fault-effects.js';
import { migrate } from './migrate.js';
import { ensurePassword } from './password.js';
import { createPostgres, type Postgres } from './postgres.js';

// As root the tests can run PostgreSQL only where its user may go; the process itself, which keeps
// more rights (`leaveRoot`), is tested end to end.
const checkout = import.meta.dirname;
const runnable =
  userInfo().uid !== 0 ||
  spawnSync('test', ['-x', checkout], { uid: 65_534, gid: 65_534 }).status === 0;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe.runIf(runnable)('the database', { timeout: 60_000 }, () => {
  const active = new Set<FaultName>();
  let folder: string;
  let postgres: Postgres;
  let database: Pool;
  let effects: FaultEffects;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'demo-database-'));
    chmodSync(folder, 0o755);
    const port = await freePort();
    const passwordFile = join(folder, 'password');
    postgres = createPostgres({
      directory: join(folder, 'postgres'),
      port,
      password: ensurePassword(passwordFile),
      onLog: () => {},
      onDeath: () => {},
    });
    await postgres.start();
    database = createPool({
      port,
      passwordFile,
      database: 'postgres',
      connections: 3,
      onConnectionLost: () => {},
    });
    await migrate(database);
    effects = createFaultEffects(postgres, database, {
      active: (name) => active.has(name),
      close: () => {},
    });
  }, 60_000);

  afterAll(async () => {
    await database.end();
    await postgres.stop();
    rmSync(folder, { recursive: true });
  });

  const rowsOf = async (sql: string) => (await database.query(sql)).rows as readonly unknown[];
  const activeVersion = () =>
    rowsOf(`SELECT version FROM prompts WHERE name = 'code_generator' AND active`);

  test('has one active version of each of the seven prompts, and keeps them when run again', async () => {
    await database.query(`UPDATE prompts SET active = false WHERE name = 'code_generator'`);
    await database.query(
      `UPDATE prompts SET active = true WHERE name = 'code_generator' AND version = 1`,
    );
    await migrate(database);
    expect(await rowsOf('SELECT name FROM prompts WHERE active')).toHaveLength(7);
    expect(await activeVersion()).toStrictEqual([{ version: 1 }]);
  });

  test('keeps one draft of a prompt that there is, which no agent gets', async () => {
    const prompts = createPromptStore(database);
    expect(await prompts.saveDraft('code_generator', 'Write less code.')).toBe(true);
    expect(await prompts.saveDraft('code_generator', 'Write no code.')).toBe(true);
    expect(await prompts.saveDraft('poet', 'Write a sonnet.')).toBe(false);
    expect(await rowsOf('SELECT name, text FROM prompts WHERE version = 0')).toStrictEqual([
      { name: 'code_generator', text: 'Write no code.' },
    ]);
    expect(await prompts.active('code_generator')).toMatchObject({ version: 1 });
    expect(await prompts.list()).toHaveLength(7);
  });

  test('counts its statements', async () => {
    expect(await rowsOf('SELECT count(*) > 5 AS many FROM pg_stat_statements')).toStrictEqual([
      { many: true },
    ]);
  });

  test('prompt-regression activates the worse version until it is cleared', async () => {
    active.add('prompt-regression');
    await effects.apply();
    expect(await activeVersion()).toStrictEqual([{ version: 4 }]);
    active.clear();
    await effects.apply();
    expect(await activeVersion()).toStrictEqual([{ version: 3 }]);
  });

  test('db-slow makes statements wait for a lock', async () => {
    active.add('db-slow');
    const applied = effects.apply();
    const locked = `SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted
      AND relation = 'prompts'::regclass`;
    await expect.poll(() => rowsOf(locked)).toHaveLength(1);
    const startedAt = performance.now();
    await activeVersion();
    expect(performance.now() - startedAt).toBeGreaterThan(200);
    await applied;
    active.clear();
  });

  test('db-down stops the server until it is cleared, with its data', async () => {
    active.add('db-down');
    await effects.apply();
    await expect(activeVersion()).rejects.toThrow('ECONNREFUSED');
    active.clear();
    await effects.apply();
    expect(await activeVersion()).toStrictEqual([{ version: 3 }]);
  });
});
