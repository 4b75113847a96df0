import type { VitalsConfig } from '@agent-vitals/config';
import { GENERAL, GENERAL_LABEL, INDICATOR_LABEL, recorded } from '../metrics.js';
import type { TimeSeriesPanel } from '../model.js';
import { callRate, largest, ofService, selector } from '../promql.js';
import { indicatorLines } from './indicator-panels.js';

const { errorType, serverAddress, serverPort } = GENERAL_LABEL;
const { item } = INDICATOR_LABEL;

/** Failed requests to others, with the limits of vitals.yaml. */
export const externalErrorRatio = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'externalApis.errorRatio',
    id: 'external-error-ratio',
    title: 'Error ratio of external APIs',
    description:
      'Requests to others, but for models, that failed or were answered with 5xx or 429, over all. Good is 0 %.',
    width: 12,
    matchers: [],
    links: [{ title: 'Runbook', path: '/runbooks/ExternalApiErrorRatioHigh' }],
  });

/** How long others take, with the limits of vitals.yaml. */
export const externalDuration = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'externalApis.durationP95',
    id: 'external-duration',
    title: 'Duration of external APIs, p95',
    description:
      '95 of 100 requests to others, but for models, are answered within this time. Good is flat and within the timeouts of the agents.',
    width: 12,
    matchers: [],
    links: [{ title: 'Runbook', path: '/runbooks/ExternalApiSlow' }],
  });

export const externalRequests: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'external-requests',
  title: 'Requests to external APIs per minute',
  description:
    'Requests to others, but for models. Good follows the traffic; what rises alone tries again and again.',
  width: 12,
  unit: 'per minute',
  queries: [
    {
      expr: largest(
        `sum by (${item}) (${selector(recorded('externalApis.errorRatio', 'whole1m'))})`,
      ),
      legend: `{{${item}}}`,
    },
  ],
  links: [{ title: 'Which tool calls it?', dashboard: 'agents' }],
};

export const failedRequestsOut: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'failed-requests-out',
  title: 'Failed requests to others per minute',
  description:
    'To models and external APIs, by server and status or error. Good is nothing; the provider of a model shows here before its calls do.',
  width: 12,
  unit: 'per minute',
  stacked: true,
  queries: [
    {
      expr: largest(
        `${callRate(GENERAL.httpClientDuration, [serverAddress, serverPort, errorType], ofService, `${errorType}!=""`)} * 60`,
      ),
      legend: `{{${serverAddress}}}:{{${serverPort}}} {{${errorType}}}`,
    },
  ],
  links: [{ title: 'Is it a model?', dashboard: 'llm-usage', keep: ['service'] }],
};
