import type { VitalsConfig } from '@agent-vitals/config';
import { GENERAL, GENERAL_LABEL, INDICATOR_LABEL, recorded } from '../metrics.js';
import type { StatPanel, TimeSeriesPanel } from '../model.js';
import { callRate, largest, ofItem, ofService, p50, selector } from '../promql.js';
import { indicatorLines, indicatorStat } from './indicator-panels.js';
import { traceLink } from './trace-link.js';

const { httpMethod, httpRoute, httpStatus } = GENERAL_LABEL;
const { item } = INDICATOR_LABEL;
const http = GENERAL.httpServerDuration;
const ofItems = [ofService, ofItem('endpoint')] as const;
const requests = selector(recorded('apis.errorRatio', 'whole1m'), ...ofItems);

/** Of the endpoint that fails most, with the colours of vitals.yaml. */
export const worstEndpoint = (config: VitalsConfig): StatPanel =>
  indicatorStat(config, {
    indicator: 'apis.errorRatio',
    id: 'worst-endpoint',
    title: 'Error ratio of the worst endpoint',
    description:
      'Requests answered with a status of 500 or more, over all. Good is 0 %; refusals such as 404 and 429 are not counted.',
    width: 6,
    matchers: ofItems,
    links: [{ title: 'Runbook', path: '/runbooks/ApiErrorRatioHigh' }],
  });

/** What an objective still allows, with the colours of vitals.yaml. */
export const endpointBudget = (config: VitalsConfig): StatPanel =>
  indicatorStat(config, {
    indicator: 'apis.sloBudget',
    id: 'endpoint-budget',
    title: 'SLO budget left, the least',
    description:
      'Part of the failures that the objective of an endpoint allows in its window that is left. Good is 100 %; below 0 the objective is missed.',
    width: 6,
    matchers: ofItems,
    links: [{ title: 'Runbook', path: '/runbooks/ApiErrorBudgetLow' }],
  });

/** How often probes get their answer, with the colours of vitals.yaml. */
export const probedAvailability = (config: VitalsConfig): StatPanel =>
  indicatorStat(config, {
    indicator: 'apis.availability',
    id: 'probed-availability',
    title: 'Availability by probe, the least',
    description:
      'Probes of the last minute that got the answer that they expect, of everything that is probed. Good is 100 %.',
    width: 6,
    matchers: [],
    links: [{ title: 'Runbook', path: '/runbooks/ApiProbeFailing' }],
  });

export const requestsNow: StatPanel = {
  kind: 'stat',
  id: 'requests-now',
  title: 'Requests per minute',
  description:
    'Requests to the chosen endpoints. Good follows the usual rhythm of the day; a sudden fall means that nobody reaches it.',
  width: 6,
  unit: 'per minute',
  queries: [{ expr: `sum(${requests})`, legend: 'requests' }],
  links: [{ title: 'Runbook', path: '/runbooks/TrafficUnusual' }],
};

/** Failed requests by endpoint, with the limits of vitals.yaml. */
export const endpointErrorRatio = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'apis.errorRatio',
    id: 'endpoint-error-ratio',
    title: 'Error ratio by endpoint',
    description:
      'Requests answered with a status of 500 or more, over all. Good is 0 %; at the upper line an alert fires.',
    width: 12,
    matchers: ofItems,
    links: [{ title: 'Do its workflows fail?', dashboard: 'workflows', keep: ['service'] }],
  });

export const refusals: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'refusals',
  title: 'Answers per minute that are no success',
  description:
    'By status and route. Good is a little of 4xx, which are mistakes of callers; 5xx are ours, 429 says that a limit is reached.',
  width: 12,
  unit: 'per minute',
  stacked: true,
  queries: [
    {
      expr: largest(
        `${callRate(http, [httpStatus, httpRoute], ofService, `${httpStatus}=~"[45].."`)} * 60`,
      ),
      legend: `{{${httpStatus}}} {{${httpRoute}}}`,
    },
  ],
  links: [
    { title: 'Is it the database?', dashboard: 'database' },
    traceLink({ failed: true }),
    { title: 'Log lines', dashboard: 'logs', keep: ['service'] },
  ],
};

/** The slow end by endpoint, with the limits of vitals.yaml. */
export const endpointDuration = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'apis.durationP95',
    id: 'endpoint-duration',
    title: 'Duration by endpoint, p95',
    description:
      '95 of 100 requests are answered within this time. Good is flat; endpoints that wait for a workflow are as slow as it is.',
    width: 12,
    matchers: ofItems,
    links: [{ title: 'Is it the workflow?', dashboard: 'workflows', keep: ['service'] }],
  });

export const endpointDurationTypical: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'endpoint-duration-typical',
  title: 'Duration by route, p50',
  description:
    'Half of the requests are answered within this time; a diamond on it is one request and opens its trace. Good is flat and far below the p95.',
  width: 12,
  unit: 'seconds',
  queries: [
    {
      expr: largest(p50(http, [httpMethod, httpRoute], ofService)),
      legend: `{{${httpMethod}}} {{${httpRoute}}}`,
      exemplars: true,
    },
  ],
  links: [
    { title: 'Is the process full?', dashboard: 'resources', keep: ['service'] },
    traceLink({}),
  ],
};

export const requestsByEndpoint: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'requests',
  title: 'Requests per minute by endpoint',
  description: 'Answered requests. Good follows the usual rhythm of the day.',
  width: 12,
  unit: 'per minute',
  queries: [{ expr: largest(`sum by (${item}) (${requests})`), legend: `{{${item}}}` }],
  links: [{ title: 'Do runs follow them?', dashboard: 'workflows', keep: ['service'] }],
};

/** What objectives still allow over time, with the limits of vitals.yaml. */
export const endpointBudgetOverTime = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'apis.sloBudget',
    id: 'endpoint-budget-over-time',
    title: 'SLO budget left',
    description:
      'Part of the failures that an objective allows in its window that is left. Good is high and falls slowly: where a cliff begins something broke.',
    width: 12,
    matchers: ofItems,
    links: [{ title: 'Runbook', path: '/runbooks/ErrorBudgetBurning' }],
  });
