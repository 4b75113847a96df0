import type { VitalsConfig } from '@agent-vitals/config';
import { GENERAL, GENERAL_LABEL } from '../metrics.js';
import type { StatPanel, TimeSeriesPanel } from '../model.js';
import { callRate, errorRatio, largest, ofService, p95 } from '../promql.js';
import { limits } from '../thresholds.js';

const { httpMethod, httpRoute, httpStatus, dbOperation } = GENERAL_LABEL;
const http = GENERAL.httpServerDuration;

/** Failed requests over all, with the limits of vitals.yaml. */
export const apiErrorRatio = ({ apis }: VitalsConfig['thresholds']): StatPanel => ({
  kind: 'stat',
  id: 'api-error-ratio',
  title: 'API error ratio',
  description:
    'Requests answered with a status of 500 or more, over all. Good is 0 %; refusals such as 404 and 429 are not counted.',
  width: 5,
  unit: 'ratio',
  queries: [
    {
      expr: errorRatio(
        callRate(http, [], ofService, `${httpStatus}=~"5.."`),
        callRate(http, [], ofService),
      ),
      legend: 'errors',
    },
  ],
  thresholds: limits(apis['errorRatio']!),
});

export const apiDuration: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'api-duration',
  title: 'API duration by route, p95',
  description:
    '95 of 100 requests to a route are answered within this time. Good is flat; routes that wait for a workflow are as slow as it is.',
  width: 12,
  unit: 'seconds',
  queries: [
    {
      expr: largest(p95(http, [httpMethod, httpRoute], ofService)),
      legend: `{{${httpMethod}}} {{${httpRoute}}}`,
    },
  ],
};

/** Duration of database operations, with the limits of vitals.yaml. */
export const databaseDuration = ({ database }: VitalsConfig['thresholds']): TimeSeriesPanel => ({
  kind: 'time-series',
  id: 'database-duration',
  title: 'Database duration by operation, p95',
  description:
    '95 of 100 database operations end within this time. Good is a few milliseconds, and flat under load.',
  width: 12,
  unit: 'seconds',
  queries: [
    {
      expr: largest(p95(GENERAL.dbClientDuration, [dbOperation], ofService)),
      legend: `{{${dbOperation}}}`,
    },
  ],
  thresholds: limits(database['durationP95']!),
});
