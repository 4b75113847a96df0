import { ROUTES } from '../catalogue.js';
import { depths, type FaultKind } from './fault-kind.js';

const routes = Object.values(ROUTES);

/** Faults of the API, and of those that it calls. */
export const apiFaults: readonly FaultKind[] = [
  {
    name: 'endpoint fails',
    component: 'apis',
    items: routes,
    depths: depths('apiErrors', [0.1], [0.25, 0.5, 1]),
    alerts: ['ApiErrorRatioHigh'],
  },
  {
    name: 'endpoint slow',
    component: 'apis',
    items: routes,
    depths: depths('apiSlow', [4], [8]),
    alerts: ['ApiSlowerThanUsual', 'ApiDurationHigh'],
  },
  {
    name: 'endpoint down by probe',
    component: 'apis',
    depths: depths('apiProbeDown', [], [1]),
    alerts: ['ApiProbeFailing'],
    profiles: ['busy', 'team', 'quiet'],
  },
  {
    name: 'service gone',
    component: 'apis',
    depths: depths('gone', [], [1]),
    alerts: ['ApiProbeFailing', 'TelemetryMissing'],
    also: ['WorkflowThroughputLow', 'TrafficUnusual'],
    profiles: ['busy', 'team', 'quiet'],
  },
  {
    name: 'external API fails',
    component: 'externalApis',
    depths: depths('externalErrors', [0.12], [0.4, 1]),
    alerts: ['ExternalApiErrorRatioHigh'],
    also: ['ErrorsUnusual'],
  },
  {
    name: 'external API slow',
    component: 'externalApis',
    depths: depths('externalSeconds', [8], [25]),
    alerts: ['ExternalApiSlow'],
  },
];
