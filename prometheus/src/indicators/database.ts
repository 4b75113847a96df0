import { INDICATORS } from '@agent-vitals/config';
import { GENERAL, GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import { POSTGRESQL_METRIC, prometheusName } from '@agent-vitals/instrumentation/semconv';
import { byItem, named, namedByPart } from './items.js';
import type { Measurements } from './measurement.js';
import { bestOf, NOT_A_PROBE, probed } from './probed.js';
import { ratio } from './ratio.js';
import { only, p95, type Source } from './source.js';
import { AT_ONCE } from './window.js';

const { serverAddress, serverPort, errorType, instance, dbPool } = GENERAL_LABEL;

const SERVER = { labels: [serverAddress, serverPort], separator: ':' };

const operations: Source = {
  metric: GENERAL.dbClientDuration,
  matchers: [`${serverAddress}!=""`, NOT_A_PROBE],
  item: SERVER,
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

/** Blocks a second below which the ratio is chance. */
const ENOUGH_BLOCKS = 10;

const probes = probed('database');

/** Database servers, as `host:port`. */
export const database: Measurements<'database'> = {
  'database.availability': {
    pace: 'fast',
    expr: `${byItem('avg', named(SERVER, `avg_over_time(${prometheusName(up)}[1m])`))}\nor ${probes.expr}`,
    bestLook: (window) =>
      `(${byItem('max', named(SERVER, bestOf(prometheusName(up), window)))}\nor ${probes.bestLook(window)})`,
  },
  'database.errorRatio': ratio({
    series: INDICATORS['database.errorRatio'].series,
    first: AT_ONCE,
    part: only(operations, `${errorType}!=""`),
    whole: operations,
    kind: errorType,
  }),
  'database.durationP95': { pace: 'fast', expr: p95(operations, AT_ONCE) },
  'database.connections': {
    pace: 'fast',
    expr: `${ofServer(prometheusName(backends))} / (${byItem('max', named(SERVER, prometheusName(maxConnections)))} > 0)`,
  },
  'database.poolPending': {
    pace: 'fast',
    expr: byItem(
      'max',
      // Pools are named `host:port/database`.
      namedByPart(dbPool, '([^/]*).*', `avg_over_time(${GENERAL.dbPendingRequests}[1m])`),
    ),
  },
  'database.cacheHitRatio': {
    pace: 'fast',
    expr: `${hits} / (${hits} + ${reads} >= ${ENOUGH_BLOCKS})`,
  },
  'database.waitingBackends': {
    pace: 'fast',
    expr: ofServer(`avg_over_time(${prometheusName(waitingBackends)}[1m])`),
  },
  'database.deadlocks': {
    pace: 'fast',
    expr: ofServer(`rate(${prometheusName(deadlocks)}[5m]) * 60`),
  },
};
