import type { Attributes } from '@opentelemetry/api';
import { ATTR, POSTGRESQL_ATTR, type PostgresqlMetricKey } from '../semconv.js';

/** A row as the driver returns it: whole numbers are texts, for they may be large. */
export type Row = Readonly<Record<string, unknown>>;

/** A value of a metric. */
export type Observation = readonly [
  metric: PostgresqlMetricKey,
  value: number,
  attributes: Attributes,
];

/** A question to the server about the database that it is connected to. */
export interface View {
  readonly name: string;
  /** Marked, so that it does not tell of itself among the statements. */
  readonly sql: string;
  readonly read: (rows: readonly Row[]) => readonly Observation[];
}

const MARK = '/* agent-vitals */';

/** Kinds of locks that are told apart. */
const MOST_LOCKS = 50;

/** Tables that are told apart. */
const MOST_TABLES = 20;

/** States of a connection that are worth a zero: a graph shows that there are none. */
const STATES = ['active', 'idle', 'idle in transaction', 'idle in transaction (aborted)'] as const;

const database = (row: Row): Attributes => ({
  [ATTR.dbNamespace]: String(row['database']),
});

/** Columns of `pg_stat_database`, by the metric that they are. */
const DATABASE_COLUMNS: readonly (readonly [PostgresqlMetricKey, column: string])[] = [
  ['blocksHit', 'blks_hit'],
  ['blocksRead', 'blks_read'],
  ['commits', 'xact_commit'],
  ['rollbacks', 'xact_rollback'],
  ['deadlocks', 'deadlocks'],
  ['databaseSize', 'size'],
];

/** What every server can answer, whoever asks. */
export const VIEWS: readonly View[] = [
  {
    name: 'database',
    sql: `SELECT ${MARK} datname AS database, blks_hit, blks_read, xact_commit, xact_rollback,
        deadlocks, pg_database_size(datid) AS size, current_setting('max_connections') AS max
      FROM pg_stat_database WHERE datname = current_database()`,
    read: (rows) =>
      rows.flatMap((row) => [
        ...DATABASE_COLUMNS.map(([metric, column]): Observation => [
          metric,
          Number(row[column]),
          database(row),
        ]),
        ['maxConnections', Number(row['max']), {}] as const,
      ]),
  },
  {
    name: 'backends',
    sql: `SELECT ${MARK} current_database() AS database, coalesce(state, 'background') AS state,
        count(*) AS backends, count(*) FILTER (WHERE wait_event_type = 'Lock') AS waiting
      FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() GROUP BY state`,
    read: (rows) => {
      const [first] = rows;
      if (first === undefined) return [];
      const found = new Map(rows.map((row) => [String(row['state']), Number(row['backends'])]));
      for (const state of STATES) if (!found.has(state)) found.set(state, 0);
      const waiting = rows.reduce((sum, row) => sum + Number(row['waiting']), 0);
      return [
        ...[...found].map(([state, backends]): Observation => [
          'backends',
          backends,
          { ...database(first), [POSTGRESQL_ATTR.state]: state },
        ]),
        ['waitingBackends', waiting, database(first)],
      ];
    },
  },
  {
    name: 'locks',
    sql: `SELECT ${MARK} current_database() AS database, coalesce(relname, '') AS relation, mode,
        locktype, count(*) AS locks
      FROM pg_locks LEFT JOIN pg_class ON pg_class.oid = pg_locks.relation
      WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND pid <> pg_backend_pid()
      GROUP BY relname, mode, locktype ORDER BY locks DESC LIMIT ${MOST_LOCKS}`,
    read: (rows) =>
      rows.map((row) => [
        'locks',
        Number(row['locks']),
        {
          ...database(row),
          [POSTGRESQL_ATTR.relation]: String(row['relation']),
          [POSTGRESQL_ATTR.lockMode]: String(row['mode']),
          [POSTGRESQL_ATTR.lockType]: String(row['locktype']),
        },
      ]),
  },
  {
    name: 'tables',
    // The size of a table that is locked exclusively, or of whose indexes one is, would be waited
    // for: it stays what it was until the lock is released.
    sql: `SELECT ${MARK} current_database() AS database, relid::regclass::text AS relation,
        pg_total_relation_size(relid) AS size
      FROM pg_stat_user_tables
      WHERE relid NOT IN (
        SELECT coalesce(indrelid, relation)
        FROM pg_locks LEFT JOIN pg_index ON indexrelid = relation
        WHERE mode = 'AccessExclusiveLock' AND relation IS NOT NULL)
      ORDER BY size DESC LIMIT ${MOST_TABLES}`,
    read: (rows) =>
      rows.map((row) => [
        'tableSize',
        Number(row['size']),
        { ...database(row), [ATTR.dbCollectionName]: String(row['relation']) },
      ]),
  },
];

/** The statements that took the most time, where the extension pg_stat_statements is there. */
export function statementsView(most: number): View {
  return {
    name: 'statements',
    sql: `SELECT ${MARK} current_database() AS database, queryid::text AS queryid,
        left(min(query), 2000) AS query, sum(calls) AS calls, sum(rows) AS rows,
        sum(total_exec_time) AS milliseconds,
        sum(sum(total_exec_time)) OVER () AS all_milliseconds
      FROM pg_stat_statements
      WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND queryid IS NOT NULL AND query NOT LIKE '%${MARK}%'
      GROUP BY queryid ORDER BY milliseconds DESC LIMIT ${most}`,
    read: (rows) => [
      ...rows
        .slice(0, 1)
        .map((row): Observation => [
          'executionTime',
          Number(row['all_milliseconds']) / 1000,
          database(row),
        ]),
      ...rows.flatMap((row): readonly Observation[] => {
        const statement = {
          ...database(row),
          [POSTGRESQL_ATTR.queryId]: String(row['queryid']),
        };
        return [
          ['statementTime', Number(row['milliseconds']) / 1000, statement],
          ['statementCalls', Number(row['calls']), statement],
        ];
      }),
    ],
  };
}
