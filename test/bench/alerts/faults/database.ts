import { depths, type FaultKind } from './fault-kind.js';

/** Faults of the database. */
export const databaseFaults: readonly FaultKind[] = [
  {
    name: 'database down',
    component: 'database',
    depths: depths('databaseDown', [], [1]),
    alerts: ['DatabaseDown', 'DatabaseErrorRatioHigh'],
    also: ['ErrorsUnusual'],
    profiles: ['busy', 'team', 'quiet'],
  },
  {
    name: 'database fails',
    component: 'database',
    depths: depths('databaseErrors', [0.06], [0.25, 0.6, 1]),
    alerts: ['DatabaseErrorRatioHigh'],
    also: ['ErrorsUnusual'],
  },
  {
    name: 'database slow',
    component: 'database',
    depths: depths('databaseSeconds', [0.5], [1.5, 4]),
    alerts: ['DatabaseSlow'],
    also: ['LatencyUnusual'],
  },
  {
    name: 'prompts found late',
    component: 'database',
    depths: depths('promptLookupSeconds', [0.5], [2]),
    alerts: ['PromptStoreSlow'],
  },
  {
    name: 'connections used up',
    component: 'database',
    depths: depths('connections', [0.8, 0.95]),
    alerts: ['DatabaseConnectionsHigh'],
  },
  {
    name: 'pool exhausted',
    component: 'database',
    depths: depths('poolPending', [5], [15, 60]),
    alerts: ['DatabasePoolExhausted'],
  },
  {
    name: 'locks waited for',
    component: 'database',
    depths: depths('waitingBackends', [5], [15, 60]),
    alerts: ['DatabaseLockWaits'],
  },
  {
    name: 'deadlocks',
    component: 'database',
    depths: depths('deadlocksPerMinute', [0.8, 4]),
    alerts: ['DatabaseDeadlocks'],
    minutes: 20,
  },
  {
    name: 'cache misses',
    component: 'database',
    depths: depths('cacheMisses', [0.08, 0.3]),
    alerts: ['DatabaseCacheHitRatioLow'],
    minutes: 30,
  },
];
