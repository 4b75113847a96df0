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
import { largest, ofItem, ofService, selector } from '../promql.js';
import { indicatorLines } from './indicator-panels.js';

const { dbConnectionState, dbPool } = GENERAL_LABEL;
const database = prometheusLabel(ATTR.dbNamespace);
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

/** How fast prompts are found, with the limits of vitals.yaml. */
export const promptLookup = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'database.promptLookupP95',
    id: 'prompt-lookup',
    title: 'Prompt lookup by store, p95',
    description:
      '95 of 100 lookups of a prompt end within this time. Good is a few milliseconds: every invocation waits for it.',
    width: 12,
    matchers: [ofService],
    links: [{ title: 'Runbook', path: '/runbooks/PromptStoreSlow' }],
  });

export const databaseSize: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'database-size',
  title: 'Size on disk',
  description: 'By database. Good is flat, or grows no faster than the disk allows.',
  width: 12,
  unit: 'bytes',
  queries: [
    {
      expr: largest(
        `max by (${database}) (${selector(prometheusName(POSTGRESQL_METRIC.databaseSize), ofService)})`,
      ),
      legend: `{{${database}}}`,
    },
  ],
  links: [{ title: 'Is there room?', dashboard: 'resources' }],
};

const field = (attribute: string): string => `{{.${prometheusLabel(attribute)}}}`;

export const slowStatements: LogsPanel = {
  kind: 'logs',
  id: 'slow-statements',
  title: 'Statements that take the most time',
  description:
    'As the server counted them since the look before: calls, milliseconds in all, and the statement. Good has only short ones; what takes long with few calls lacks an index.',
  width: 24,
  query: `{${ofService}} | event_name="${EVENT.topQuery}" | line_format \`${field(POSTGRESQL_ATTR.calls)} calls, ${field(POSTGRESQL_ATTR.totalExecutionTime)} ms: ${field(POSTGRESQL_ATTR.queryText)}\``,
  links: [{ title: 'Runbook', path: '/runbooks/DatabaseSlow' }],
};
