import type { VitalsConfig } from '@agent-vitals/config';
import { GENERAL } from './metrics.js';
import type { Dashboard } from './model.js';
import {
  cacheHitRatio,
  databaseSize,
  poolConnections,
  poolPending,
  slowStatements,
  waitingBackends,
} from './panels/database-server.js';
import {
  connectionsUsed,
  databaseAvailability,
  databaseDuration,
  databaseErrors,
  deadlocks,
  operationDuration,
  operations,
  worstDatabase,
} from './panels/database.js';
import {
  promptCacheHits,
  promptLookup,
  promptOperations,
  promptSave,
} from './panels/prompt-store.js';
import { itemsOf, promptStore, serviceOf } from './variables.js';

/** Does the database answer in time, and if not, is it the server, the pool or a statement? */
export const database = (config: VitalsConfig): Dashboard => ({
  name: 'database',
  title: 'Database',
  description:
    'Does the database answer in time, and if not, is it the server, the pool or a statement?',
  range: '30m',
  refresh: '10s',
  variables: [
    serviceOf(GENERAL.dbClientDuration),
    itemsOf('database', 'Server', 'database.availability'),
    promptStore,
  ],
  rows: [
    {
      title: 'Now',
      height: 4,
      panels: [
        databaseAvailability(config),
        worstDatabase(config),
        connectionsUsed(config),
        deadlocks(config),
      ],
    },
    {
      title: 'Operations',
      height: 7,
      panels: [databaseDuration(config), databaseErrors, operationDuration, operations],
    },
    {
      title: 'Waiting',
      height: 7,
      panels: [
        poolPending(config),
        poolConnections,
        waitingBackends(config),
        cacheHitRatio(config),
      ],
    },
    {
      title: 'Prompt store',
      height: 7,
      panels: [promptLookup(config), promptCacheHits, promptSave, promptOperations],
    },
    { title: 'Statements and size', height: 8, panels: [slowStatements, databaseSize] },
  ],
});
