import { itemOf, MODELS } from '../catalogue.js';
import { depths, type FaultKind } from './fault-kind.js';

const models = MODELS.map((model) => itemOf(model));

/** Faults of models and their providers. */
export const modelFaults: readonly FaultKind[] = [
  {
    name: 'model fails',
    component: 'models',
    items: models,
    depths: depths('modelErrors', [0.08], [0.2, 0.5, 1]),
    alerts: ['ModelErrorRatioHigh'],
    also: ['ErrorsUnusual', 'ModelSlowerThanUsual'],
  },
  {
    name: 'provider is down',
    component: 'models',
    depths: depths('modelErrors', [], [1], { modelProbeDown: 1 }),
    alerts: ['ModelErrorRatioHigh', 'ModelProbeFailing'],
    also: ['ErrorsUnusual'],
    profiles: ['busy', 'team', 'quiet'],
  },
  {
    name: 'rate limit',
    component: 'models',
    items: models,
    depths: depths('modelRateLimits', [0.08], [0.3, 0.7]),
    alerts: ['ModelRateLimited'],
    also: ['ModelErrorRatioHigh', 'ErrorsUnusual'],
  },
  {
    name: 'model slow',
    component: 'models',
    items: models,
    depths: depths('modelSlow', [2.5], [4, 8]),
    alerts: ['ModelSlowerThanUsual'],
    also: ['ModelFirstChunkSlow', 'LatencyUnusual'],
  },
  {
    name: 'answers begin late',
    component: 'models',
    items: models,
    depths: depths('firstChunkSeconds', [9], [25]),
    alerts: ['ModelFirstChunkSlow', 'ModelSlowerThanUsual'],
    also: ['LatencyUnusual'],
  },
  {
    name: 'price unknown',
    component: 'models',
    items: models,
    depths: depths('unpriced', [0.15, 1]),
    alerts: ['ModelCallsUnpriced'],
    minutes: 25,
  },
];
