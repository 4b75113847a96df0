import { diag, DiagLogLevel, type DiagLogger } from '@opentelemetry/api';
import { observePostgres } from '@agent-vitals/instrumentation';
import { POSTGRESQL_METRIC, type PostgresqlMetricKey } from '@agent-vitals/instrumentation/semconv';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startInMemorySdk, type InMemorySdk } from '../dist/testing/in-memory-sdk.js';
import { createPostgresServer, postgresRuns, type PostgresServer } from './postgres-server.js';
import { runApp } from './run-app.js';

const INTERVAL_MS = 1000;
const PATIENT = { timeout: 20_000, interval: 100 };

test('does not keep the process alive', async () => {
  const run = await runApp({ app: 'observe-postgres.ts', env: { OTEL_SDK_DISABLED: 'true' } });
  expect(run).toMatchObject({ code: 0, stdout: 'asked', stderr: '' });
});

describe.runIf(postgresRuns)('observing a real server', () => {
  const told: string[] = [];
  const tell = (message: string) => void told.push(message);
  const logger: DiagLogger = { error: tell, warn: tell, info: tell, debug: tell, verbose: tell };
  let sdk: InMemorySdk;
  let server: PostgresServer;
  let pool: Pool;

  beforeAll(async () => {
    sdk = startInMemorySdk();
    server = await createPostgresServer();
    await server.start();
    pool = new Pool({ connectionString: server.url, max: 3 });
    pool.on('error', () => {});
    await pool.query('CREATE EXTENSION pg_stat_statements');
    await pool.query('CREATE TABLE notes (id integer)');
    await pool.query('INSERT INTO notes VALUES (1)');
    await pool.query('SELECT count(*) FROM notes');
    diag.setLogger(logger, { logLevel: DiagLogLevel.INFO, suppressOverrideMessage: true });
  }, 60_000);

  afterAll(async () => {
    diag.disable();
    await pool.end();
    await server.remove();
    await sdk.stop();
  });

  const points = (key: PostgresqlMetricKey) => sdk.points(POSTGRESQL_METRIC[key].name);

  const value = async (key: PostgresqlMetricKey, attributes: object = {}) =>
    (await points(key)).find((point) =>
      Object.entries(attributes).every(([name, it]) => point.attributes[name] === it),
    )?.value;

  test('publishes its state, its growth, its locks and its slowest statements', async () => {
    using _ = observePostgres(pool, { intervalMs: INTERVAL_MS });
    await vi.waitFor(async () => expect(await value('databaseSize')).toBeGreaterThan(1e6), PATIENT);
    expect(await points('databaseSize')).toMatchObject([
      {
        attributes: {
          'db.namespace': 'postgres',
          'server.address': '127.0.0.1',
          'server.port': server.port,
        },
      },
    ]);
    expect(await value('maxConnections')).toBe(100);
    expect(await value('tableSize', { 'db.collection.name': 'notes' })).toBe(8192);
    // What the server has counted before is not a burst of this process.
    expect(await value('blocksHit')).toBe(0);

    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query('LOCK TABLE notes IN EXCLUSIVE MODE');
    const waiting = pool.query('DO $$ BEGIN LOCK TABLE notes IN EXCLUSIVE MODE; END $$');
    await vi.waitFor(async () => expect(await value('waitingBackends')).toBe(1), PATIENT);
    expect(
      await value('locks', { relation: 'notes', mode: 'ExclusiveLock', lock_type: 'relation' }),
    ).toBe(2);
    expect(await value('backends', { 'postgresql.state': 'idle in transaction' })).toBe(1);
    await client.query('ROLLBACK');
    client.release();
    await waiting.catch(() => {});

    sdk.clear();
    for (let i = 0; i < 3; i += 1) await pool.query('SELECT count(*) FROM notes');
    const top = () =>
      sdk.logs().find((log) => String(log.attributes['db.query.text']).includes('FROM notes'));
    await vi.waitFor(() => expect(top()).toBeDefined(), PATIENT);
    expect(top()).toMatchObject({
      eventName: 'db.server.top_query',
      attributes: { 'db.system.name': 'postgresql', 'postgresql.calls': 3, 'postgresql.rows': 3 },
    });
    const id = top()?.attributes['postgresql.queryid'];
    expect(await value('statementCalls', { 'postgresql.queryid': id })).toBe(3);
    expect(await value('statementTime', { 'postgresql.queryid': id })).toBeGreaterThan(0);
    expect(await value('executionTime')).toBeGreaterThan(0);
    expect(await value('blocksHit')).toBeGreaterThan(0);
    expect(await value('commits')).toBeGreaterThan(0);
    // It looks at itself neither among the statements nor among the spans.
    expect(JSON.stringify(sdk.logs().map(({ attributes }) => attributes))).not.toContain(
      'pg_stat_activity',
    );
    expect(sdk.spans()).toEqual([]);
    expect(told).toEqual([]);
  });

  test('does not wait for a table that is locked, and tells of the others', async () => {
    await pool.query('CREATE TABLE drafts (id integer PRIMARY KEY)');
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query('LOCK TABLE notes IN ACCESS EXCLUSIVE MODE');
    await client.query('REINDEX INDEX drafts_pkey');
    await pool.query('CREATE TABLE free (id integer)');
    using _ = observePostgres(pool, { intervalMs: INTERVAL_MS });
    const free = { 'db.collection.name': 'free' };
    const drafts = { 'db.collection.name': 'drafts' };
    await vi.waitFor(async () => expect(await value('tableSize', free)).toBe(0), PATIENT);
    expect(await value('tableSize', drafts)).toBeUndefined();
    expect(await value('up')).toBe(1);
    await client.query('ROLLBACK');
    client.release();
    await vi.waitFor(async () => expect(await value('tableSize', drafts)).toBe(8192), PATIENT);
  });

  test('tells of a server that is away, once, and looks again when it is back', async () => {
    using _ = observePostgres(pool, { intervalMs: INTERVAL_MS });
    await vi.waitFor(async () => expect(await value('up')).toBe(1), PATIENT);
    await server.stop();
    await vi.waitFor(async () => expect(await value('up')).toBe(0), PATIENT);
    expect(new Set((await points('backends')).map((point) => point.value))).toEqual(new Set([0]));
    const warnings = () =>
      told.filter((message) => message.includes('does not tell of its database'));
    await vi.waitFor(() => expect(warnings()).toHaveLength(1), PATIENT);
    await server.start();
    await vi.waitFor(async () => expect(await value('up')).toBe(1), PATIENT);
    expect(warnings()).toHaveLength(1);
    expect(told).toContainEqual(expect.stringContaining('tells of its database again'));
  });

  test('needs neither the extension nor a pool that works', async () => {
    await pool.query('DROP EXTENSION pg_stat_statements');
    const observations = [
      observePostgres(pool, { intervalMs: INTERVAL_MS }),
      observePostgres({} as never),
      observePostgres({ query: () => Promise.reject(new Error('no')) }),
    ];
    const here = { 'server.port': server.port };
    await vi.waitFor(async () => expect(await value('up', here)).toBe(1), PATIENT);
    expect(told).toContainEqual(expect.stringContaining('does not tell of its statements'));
    expect(await value('up', { 'server.port': undefined })).toBe(0);
    for (const observation of observations) observation.stop();
    expect(await value('up', here)).toBe(0);
  });
});
