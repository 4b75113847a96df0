import type { VitalsConfig } from '@agent-vitals/config';
import { GENERAL } from './metrics.js';
import type { Dashboard } from './model.js';
import {
  endpointBudget,
  endpointBudgetOverTime,
  endpointDuration,
  endpointDurationTypical,
  endpointErrorRatio,
  probedAvailability,
  refusals,
  requestsByEndpoint,
  requestsNow,
  worstEndpoint,
} from './panels/apis.js';
import {
  externalDuration,
  externalErrorRatio,
  externalRequests,
  failedRequestsOut,
} from './panels/external-apis.js';
import { ofService } from './promql.js';
import { itemsOf, serviceOf } from './variables.js';

/** Are requests answered, to us and by others, and does the objective hold? */
export const apis = (config: VitalsConfig): Dashboard => ({
  name: 'apis',
  title: 'APIs',
  description: 'Are requests answered, to us and by others, and does the objective hold?',
  range: '30m',
  refresh: '10s',
  variables: [
    serviceOf(`{__name__=~"${GENERAL.httpServerDuration}|${GENERAL.httpClientDuration}"}`),
    itemsOf('endpoint', 'Endpoint', 'apis.durationP95', ofService),
  ],
  rows: [
    {
      title: 'Now',
      height: 4,
      panels: [
        worstEndpoint(config),
        endpointBudget(config),
        probedAvailability(config),
        requestsNow,
      ],
    },
    { title: 'In: which fails', height: 8, panels: [endpointErrorRatio(config), refusals] },
    {
      title: 'In: which is slow',
      height: 8,
      panels: [
        endpointDuration(config),
        endpointDurationTypical,
        requestsByEndpoint,
        endpointBudgetOverTime(config),
      ],
    },
    {
      title: 'Out: those that we call',
      height: 8,
      panels: [
        externalErrorRatio(config),
        failedRequestsOut,
        externalDuration(config),
        externalRequests,
      ],
    },
  ],
});
