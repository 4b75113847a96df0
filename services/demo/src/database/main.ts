import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { z } from 'zod';
import { demoFolder } from '../data-folder.js';
import { createPool, DATABASE, type PoolOptions } from '../database-connection.js';
import { dataDir, listen, logLevel, port, readEnvironment } from '../environment.js';
import { createFaultSwitch } from '../fault-switch.js';
import { createFaultEffects } from './fault-effects.js';
import { migrate } from './migrate.js';
import { ensurePassword } from './password.js';
import { createPostgres } from './postgres.js';
import { leaveRoot } from './privileges.js';
import { FORGET_OLD_RUNS } from './schema.js';

const environment = readEnvironment(
  z.object({
    VITALS_DATA_DIR: dataDir,
    VITALS_DEMO_POSTGRES_PORT: port.default(5433),
    VITALS_DEMO_LISTEN: listen,
    LOG_LEVEL: logLevel,
  }),
  process.env,
);
leaveRoot(process.env);
// The password passes through a temporary file; it is the owner's alone. Only where PostgreSQL
// runs as another user than this process must that user be able to read it.
if (process.getuid?.() !== 0) process.umask(0o077);
// The npm package would end the process before the pool is closed.
process.removeAllListeners('SIGTERM').removeAllListeners('SIGINT');

const log = pino({ name: 'demo-database', level: environment.LOG_LEVEL });
const folder = demoFolder(environment.VITALS_DATA_DIR);
const connection: PoolOptions = {
  port: environment.VITALS_DEMO_POSTGRES_PORT,
  passwordFile: folder.postgresPassword,
  connections: 2,
  // Stopping the server, for a fault or for good, ends them as well.
  onConnectionLost: (error) => log.debug({ err: error }, 'connection lost'),
};
const postgres = createPostgres({
  directory: folder.postgres,
  port: environment.VITALS_DEMO_POSTGRES_PORT,
  listen: environment.VITALS_DEMO_LISTEN,
  password: ensurePassword(folder.postgresPassword),
  onLog: (line) => log.debug(line),
  onDeath: () => {
    log.fatal('PostgreSQL ended by itself');
    process.exit(1);
  },
});

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    stop.abort();
    log.info('PostgreSQL stops');
    // Ends the statements in progress as well, so it need not wait for them.
    void postgres.stop().then(() => process.exit(0));
  });
}

await postgres.start();
await createMissingDatabase();
const database = createPool(connection);
await migrate(database);
log.info({ port: connection.port }, 'PostgreSQL is ready');

const faults = createFaultSwitch(folder.faults, {
  onChange: (name, active) => {
    if (name.startsWith('db-') || name === 'prompt-regression') {
      log.warn({ fault: name, active }, 'fault changed');
    }
  },
  onProblem: (problem) => log.warn(problem),
});
const effects = createFaultEffects(postgres, database, faults);
const housekeeping = setInterval(() => {
  database.query(FORGET_OLD_RUNS).catch((error: unknown) => {
    log.warn({ err: error }, 'old runs were not removed');
  });
}, 10 * 60_000);

while (!stop.signal.aborted) {
  try {
    await effects.apply();
  } catch (error) {
    if (!stop.signal.aborted) log.error({ err: error }, 'a fault could not be applied or cleared');
  }
  await sleep(250);
}
clearInterval(housekeeping);

async function createMissingDatabase(): Promise<void> {
  const server = createPool({ ...connection, database: 'postgres' });
  const { rowCount } = await server.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
  if (rowCount === 0) await server.query(`CREATE DATABASE ${DATABASE}`);
  await server.end();
}
