import { INDICATORS } from '@agent-vitals/config';
import { GENERAL, GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import {
  ATTR,
  METRIC,
  POSTGRESQL_METRIC,
  prometheusLabel,
  prometheusName,
} from '@agent-vitals/instrumentation/semconv';
import { byItem, named, namedByPart } from './items.js';
import type { Measurements } from './measurement.js';
import { failingOf, NOT_A_PROBE, upOf } from './probed.js';
import { p95 } from './percentile.js';
import { ratio } from './ratio.js';
import { only, type Source } from './source.js';
import { AT_ONCE } from './window.js';

const { serverAddress, serverPort, errorType, environment, instance, dbPool } = GENERAL_LABEL;

const SERVER = { labels: [serverAddress, serverPort], separator: ':' };

const operations: Source = {
  metric: GENERAL.dbClientDuration,
  matchers: [`${serverAddress}!=""`, NOT_A_PROBE],
  item: SERVER,
};

/** A store has a name of its own: it need not be a database. */
const lookups: Source = {
  metric: prometheusName(METRIC.promptLookupDuration),
  item: { labels: [prometheusLabel(ATTR.promptStore)] },
};

/**
 * What a server says of itself, once: several processes that look at one server see the same.
 * @param expr PromQL with one sample for each process, database and state
 */
const ofServer = (expr: string): string =>
  byItem('max', byItem('sum', named(SERVER, expr), instance));

const { up, backends, maxConnections, waitingBackends, blocksHit, blocksRead, deadlocks } =
  POSTGRESQL_METRIC;

const hits = ofServer(`rate(${prometheusName(blocksHit)}[5m])`);
const reads = ofServer(`rate(${prometheusName(blocksRead)}[5m])`);

/** How many waited for a connection, as a mean of a window; pools are named `host:port/database`. */
const pendingOver = (window: string): string =>
  byItem(
    'max',
    namedByPart(dbPool, '([^/]*).*', `avg_over_time(${GENERAL.dbPendingRequests}[${window}])`),
  );

const waitingOver = (window: string): string =>
  ofServer(`avg_over_time(${prometheusName(waitingBackends)}[${window}])`);

/** Blocks a second below which the ratio is chance. */
const ENOUGH_BLOCKS = 10;

/**
 * Looks at a server, by probes and by the statistics that services read of it: it is down for all,
 * so it is told of no service.
 */
const looks = (aggregate: 'avg' | 'max', ofStatistics: string, ofProbe: string): string =>
  `${aggregate} by (${environment}, item) (${named(SERVER, ofStatistics)} or ${named(SERVER, ofProbe)})`;

/**
 * Statistics are read every half minute, and repeated every 10 s meanwhile; a single one in the
 * window may be one whose next is on its way.
 */
const STATISTICS_FAIL = `(max_over_time(${prometheusName(up)}[20s]) < 1 and count_over_time(${prometheusName(up)}[20s]) >= 2)`;

/** Database servers, as `host:port`, and stores of prompts, by name. */
export const database: Measurements<'database'> = {
  'database.availability': {
    pace: 'fast',
    expr: looks('avg', `avg_over_time(${prometheusName(up)}[1m])`, upOf('database')),
    // Whoever cannot reach it is right: a process that still can has looked before.
    down: `${looks('max', STATISTICS_FAIL, failingOf('database'))} * 0`,
  },
  'database.errorRatio': ratio({
    series: INDICATORS['database.errorRatio'].series,
    first: AT_ONCE,
    part: only(operations, `${errorType}!=""`),
    whole: operations,
    kind: errorType,
  }),
  'database.durationP95': p95(operations, { first: AT_ONCE }),
  'database.promptLookupP95': p95(lookups),
  'database.connections': {
    pace: 'fast',
    expr: `${ofServer(prometheusName(backends))} / (${byItem('max', named(SERVER, prometheusName(maxConnections)))} > 0)`,
  },
  'database.poolPending': {
    pace: 'fast',
    expr: pendingOver('1m'),
    now: pendingOver('30s'),
  },
  'database.cacheHitRatio': {
    pace: 'fast',
    expr: `${hits} / (${hits} + ${reads} >= ${ENOUGH_BLOCKS})`,
  },
  'database.waitingBackends': {
    pace: 'fast',
    expr: waitingOver('1m'),
    now: waitingOver('30s'),
  },
  'database.deadlocks': {
    pace: 'fast',
    expr: ofServer(`rate(${prometheusName(deadlocks)}[5m]) * 60`),
  },
};
