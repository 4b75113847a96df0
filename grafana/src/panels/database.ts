import type { VitalsConfig } from '@agent-vitals/config';
import { GENERAL, GENERAL_LABEL } from '../metrics.js';
import type { StatPanel, TimeSeriesPanel } from '../model.js';
import { callRate, largest, ofItem, ofService, p95 } from '../promql.js';
import { indicatorLines, indicatorStat } from './indicator-panels.js';

const { dbOperation, errorType } = GENERAL_LABEL;
const ofServer = [ofItem('database')] as const;

/** Whether it answers, with the colours of vitals.yaml. */
export const databaseAvailability = (config: VitalsConfig): StatPanel =>
  indicatorStat(config, {
    indicator: 'database.availability',
    id: 'database-availability',
    title: 'Availability, the least',
    description:
      'Looks of the last minute at which the server answered, by probe and by its own statistics. Good is 100 %.',
    width: 6,
    matchers: ofServer,
    links: [{ title: 'Runbook', path: '/runbooks/DatabaseDown' }],
  });

/** Of the server that fails most, with the colours of vitals.yaml. */
export const worstDatabase = (config: VitalsConfig): StatPanel =>
  indicatorStat(config, {
    indicator: 'database.errorRatio',
    id: 'worst-database',
    title: 'Error ratio of the worst server',
    description: 'Failed operations over all, as its clients see it. Good is 0 %.',
    width: 6,
    matchers: ofServer,
    links: [{ title: 'Runbook', path: '/runbooks/DatabaseErrorRatioHigh' }],
  });

/** How near the server is to refusing anybody, with the colours of vitals.yaml. */
export const connectionsUsed = (config: VitalsConfig): StatPanel =>
  indicatorStat(config, {
    indicator: 'database.connections',
    id: 'connections-used',
    title: 'Connections in use',
    description:
      'Connections over those that the server allows. Good leaves room: at 100 % it refuses everybody.',
    width: 6,
    matchers: ofServer,
    links: [{ title: 'Runbook', path: '/runbooks/DatabaseConnectionsHigh' }],
  });

/** Transactions that blocked each other, with the colours of vitals.yaml. */
export const deadlocks = (config: VitalsConfig): StatPanel =>
  indicatorStat(config, {
    indicator: 'database.deadlocks',
    id: 'deadlocks',
    title: 'Deadlocks per minute',
    description:
      'Transactions that waited for each other, of which one was rolled back. Good is 0.',
    width: 6,
    matchers: ofServer,
    links: [{ title: 'Runbook', path: '/runbooks/DatabaseDeadlocks' }],
  });

/** The slow end by server, with the limits of vitals.yaml. */
export const databaseDuration = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'database.durationP95',
    id: 'database-duration',
    title: 'Duration by server, p95',
    description:
      '95 of 100 operations end within this time. Good is a few milliseconds, and flat under load.',
    width: 12,
    matchers: ofServer,
    links: [{ title: 'Runbook', path: '/runbooks/DatabaseSlow' }],
  });

export const operationDuration: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'operation-duration',
  title: 'Duration by operation, p95',
  description:
    '95 of 100 operations of a kind end within this time; a diamond is one operation and opens its trace. Good is flat; where only writes are slow they wait for locks or for the disk.',
  width: 12,
  unit: 'seconds',
  queries: [
    {
      expr: largest(p95(GENERAL.dbClientDuration, [dbOperation], ofService)),
      legend: `{{${dbOperation}}}`,
      exemplars: true,
    },
  ],
  links: [{ title: 'Is the disk busy?', dashboard: 'resources' }],
};

export const operations: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'operations',
  title: 'Operations per second',
  description:
    'By kind, as the chosen services ask for them. Good follows the traffic; what rises alone asks in a loop.',
  width: 12,
  unit: 'per second',
  queries: [
    {
      expr: largest(callRate(GENERAL.dbClientDuration, [dbOperation], ofService)),
      legend: `{{${dbOperation}}}`,
    },
  ],
  links: [{ title: 'Which requests cause them?', dashboard: 'apis', keep: ['service'] }],
};

export const databaseErrors: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'database-errors',
  title: 'Failed operations per minute by kind',
  description:
    'By operation and error: a name is the client’s, five characters are the code of PostgreSQL. Good is nothing.',
  width: 12,
  unit: 'per minute',
  stacked: true,
  queries: [
    {
      expr: largest(
        `${callRate(GENERAL.dbClientDuration, [dbOperation, errorType], ofService, `${errorType}!=""`)} * 60`,
      ),
      legend: `{{${dbOperation}}} {{${errorType}}}`,
    },
  ],
  links: [{ title: 'Who suffers?', dashboard: 'apis', keep: ['service'] }],
};
