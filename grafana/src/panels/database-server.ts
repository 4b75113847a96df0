import type { VitalsConfig } from '@agent-vitals/config';
import {
  ATTR,
  EVENT,
  POSTGRESQL_ATTR,
  POSTGRESQL_METRIC,
  prometheusLabel,
  prometheusName,
} from '@agent-vitals/instrumentation/semconv';
import { GENERAL, GENERAL_LABEL } from '../metrics.js';
import type { LogsPanel, TimeSeriesPanel } from '../model.js';
import { chosen, largest, ofItem, ofService, selector } from '../promql.js';
import { indicatorLines } from './indicator-panels.js';

const { dbConnectionState, dbPool } = GENERAL_LABEL;
const database = prometheusLabel(ATTR.dbNamespace);
const table = prometheusLabel(ATTR.dbCollectionName);
/** Of processes that report: one that has ended would be counted for five minutes more. */
const present = (gauge: string): string => `last_over_time(${selector(gauge, ofService)}[45s])`;

const ofServer = [ofItem('database')] as const;

/** Who finds no connection, with the limits of vitals.yaml. */
export const poolPending = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'database.poolPending',
    id: 'pool-pending',
    title: 'Requests waiting for a connection',
    description:
      'Requests that wait for a connection of the pool of their process. Good is 0: otherwise the pool is too small or statements are too slow.',
    width: 12,
    matchers: ofServer,
    links: [{ title: 'Runbook', path: '/runbooks/DatabasePoolExhausted' }],
  });

export const poolConnections: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'pool-connections',
  title: 'Connections of the pools',
  description:
    'Used and idle ones, and how many there may be. Good stays below the most with some idle; always full needs a larger pool, mostly idle a smaller one.',
  width: 12,
  unit: 'count',
  queries: [
    {
      expr: largest(`sum by (${dbPool}, ${dbConnectionState}) (${present(GENERAL.dbConnections)})`),
      legend: `{{${dbConnectionState}}} {{${dbPool}}}`,
    },
    {
      expr: largest(`sum by (${dbPool}) (${present(GENERAL.dbConnectionsMax)})`),
      legend: `at most {{${dbPool}}}`,
    },
  ],
  links: [{ title: 'What do they run?', dashboard: 'apis', keep: ['service'] }],
};

/** Who waits for others, with the limits of vitals.yaml. */
export const waitingBackends = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'database.waitingBackends',
    id: 'lock-waits',
    title: 'Connections waiting for a lock',
    description: 'As the server tells, the mean of a minute. Good is 0.',
    width: 12,
    matchers: ofServer,
    links: [{ title: 'Runbook', path: '/runbooks/DatabaseLockWaits' }],
  });

/** What is found in memory, with the limits of vitals.yaml. */
export const cacheHitRatio = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'database.cacheHitRatio',
    id: 'cache-hit-ratio',
    title: 'Cache hit ratio',
    description:
      'Blocks found in the server’s cache over all, once enough are asked for. Good is above 99 %.',
    width: 12,
    matchers: ofServer,
    links: [{ title: 'Runbook', path: '/runbooks/DatabaseCacheHitRatioLow' }],
  });

export const databaseSize: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'database-size',
  title: 'Size on disk',
  description:
    'By database, and of the largest tables with their indexes, or of the table that a chosen prompt store is named after. Good is flat, or grows no faster than the disk allows.',
  width: 24,
  unit: 'bytes',
  queries: [
    {
      expr: largest(
        `max by (${database}) (${selector(prometheusName(POSTGRESQL_METRIC.databaseSize), ofService)})`,
      ),
      legend: `{{${database}}}`,
    },
    {
      expr: largest(
        `max by (${database}, ${table}) (${selector(prometheusName(POSTGRESQL_METRIC.tableSize), ofService, chosen(table, 'store'))})`,
      ),
      legend: `{{${database}}} {{${table}}}`,
    },
  ],
  links: [{ title: 'Is there room?', dashboard: 'resources' }],
};

/** Names a table that a chosen prompt store is named after; where all are chosen, any. */
const ofStore = `${prometheusLabel(POSTGRESQL_ATTR.queryText)}=~\`(?is).*\\b(?:$store)\\b.*\``;

const field = (attribute: string): string => `{{.${prometheusLabel(attribute)}}}`;

export const slowStatements: LogsPanel = {
  kind: 'logs',
  id: 'slow-statements',
  title: 'Statements that take the most time',
  description:
    'As the server counted them since the look before: calls, milliseconds in all, and the statement; where a prompt store is chosen, those of them that name its table. Good has only short ones; what takes long with few calls lacks an index.',
  width: 24,
  query: `{${ofService}} | event_name="${EVENT.topQuery}" | ${ofStore} | line_format \`${field(POSTGRESQL_ATTR.calls)} calls, ${field(POSTGRESQL_ATTR.totalExecutionTime)} ms: ${field(POSTGRESQL_ATTR.queryText)}\``,
  links: [{ title: 'Runbook', path: '/runbooks/DatabaseSlow' }],
};
