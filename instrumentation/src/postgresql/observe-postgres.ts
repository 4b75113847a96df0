import { context, diag, ROOT_CONTEXT, type Attributes } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { withoutUndefined } from '../caller-context.js';
import { guard } from '../guard.js';
import { describeFailure } from '../operation.js';
import { fieldsOf } from '../providers/fields.js';
import { ATTR } from '../semconv.js';
import { createPublisher } from './publisher.js';
import { createTopStatements } from './top-statements.js';
import { statementsView, VIEWS, type Row, type View } from './views.js';

/** The part of a pool that is used: a `Pool` of the package `pg` has it. */
export interface PostgresPool {
  query(sql: string): Promise<{ readonly rows: readonly Row[] }>;
}

/** Options of {@link observePostgres}. */
export interface ObservePostgresOptions {
  /** Milliseconds between two looks, 1000 to 3600000. Default: 30000. */
  readonly intervalMs?: number;
  /**
   * Statements that are told apart, those that took the most time, 0 to 100; 0 where they are of no
   * interest. Default: 20.
   */
  readonly statements?: number;
  /** The server's name, for pools that do not tell it. Default: the host of the pool. */
  readonly serverAddress?: string;
  /** The server's port. Default: the port of the pool. */
  readonly serverPort?: number;
}

/** A running observation. */
export interface PostgresObservation extends Disposable {
  /** Looks no more; what is counted as present becomes 0. */
  stop(): void;
}

const within = (value: number | undefined, from: number, to: number, fallback: number): number =>
  value !== undefined && value >= from && value <= to ? value : fallback;

/** Where the pool connects to, as far as it tells. */
const serverOf = (pool: PostgresPool, told: ObservePostgresOptions): Attributes => {
  const { host, port: ownPort, connectionString } = fieldsOf(fieldsOf(pool)['options']);
  const url = typeof connectionString === 'string' ? URL.parse(connectionString) : null;
  const address = told.serverAddress ?? host ?? url?.hostname;
  const port = told.serverPort ?? ownPort ?? (url?.port || undefined);
  return withoutUndefined({
    [ATTR.serverAddress]: typeof address === 'string' && address !== '' ? address : undefined,
    [ATTR.serverPort]: port === undefined ? undefined : Number(port),
  });
};

/**
 * Publishes the view that a PostgreSQL server has of itself, under the names of the Collector's
 * receiver: connections by state, cache hits, deadlocks, locks, size, also of the largest tables,
 * and the slowest statements, where the extension `pg_stat_statements` is there. The first look is
 * made at once.
 *
 * It takes one connection of the pool for a few milliseconds, makes no spans, does not keep the
 * process alive and never throws. A server that does not answer is told to `diag` and asked again.
 * Call it after the start of the instrumentation, it ends by itself with the pool.
 */
export function observePostgres(
  pool: PostgresPool,
  options: ObservePostgresOptions = {},
): PostgresObservation {
  const intervalMs = within(options.intervalMs, 1000, 3_600_000, 30_000);
  const most = Math.floor(within(options.statements, 0, 100, 20));
  const server = guard('reading the options of a pool', () => serverOf(pool, options)) ?? {};
  const publisher = guard('publishing PostgreSQL', () => createPublisher(server));
  const tellTop = createTopStatements(server);
  const quiet = suppressTracing(ROOT_CONTEXT);
  let looking = false;
  let stopped = false;
  const failing = new Set<string>();

  /** Told when it begins and when it ends, not every time. */
  const report = (what: string, failure?: string): void => {
    if ((failure !== undefined) === failing.has(what)) return;
    if (failure !== undefined) {
      failing.add(what);
      diag.warn(`agent-vitals: PostgreSQL does not tell of its ${what}: ${failure}`);
    } else {
      failing.delete(what);
      diag.info(`agent-vitals: PostgreSQL tells of its ${what} again`);
    }
  };

  const ask = async (view: View): Promise<readonly Row[]> => {
    try {
      const { rows } = await pool.query(view.sql);
      report(view.name);
      return rows;
    } catch (error) {
      report(view.name, describeFailure(error).message);
      return [];
    }
  };

  const look = async (): Promise<void> => {
    if (fieldsOf(pool)['ending'] === true) return stop();
    if (looking) {
      // The one before still waits: for a connection, or for a server that is away.
      publisher?.publish([['up', 0, {}]]);
      return report('state', `no answer for ${intervalMs} ms`);
    }
    looking = true;
    const all = most > 0 ? [...VIEWS, statementsView(most)] : VIEWS;
    const seen: { readonly view: View; readonly rows: readonly Row[] }[] = [];
    for (const view of all) seen.push({ view, rows: await ask(view) });
    looking = false;
    if (stopped) return;
    report('state');
    guard('publishing PostgreSQL', () => {
      const up = failing.has('database') ? 0 : 1;
      publisher?.publish([['up', up, {}], ...seen.flatMap(({ view, rows }) => view.read(rows))]);
      if (most > 0) tellTop(seen.at(-1)?.rows ?? []);
    });
  };

  const stop = (): void => {
    stopped = true;
    clearInterval(timer);
    guard('stopping PostgreSQL', () => publisher?.publish([]));
  };

  const run = (): void => void context.with(quiet, look);
  const timer = setInterval(run, intervalMs).unref();
  run();
  return { stop, [Symbol.dispose]: stop };
}
