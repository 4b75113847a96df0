import type { VitalsConfig } from '@agent-vitals/config';
import type { Dashboard } from './model.js';
import { alertsFiring, alertTable } from './panels/alerts.js';
import { latestLogs, workflowTraces } from './panels/evidence.js';
import {
  errorsOfParts,
  lost,
  parts,
  slownessOfParts,
  spending,
  traffic,
} from './panels/overview.js';
import { anyService } from './variables.js';

/** Which part is not well now? Each leads to the dashboard that says why. */
export const systemOverview = (config: VitalsConfig): Dashboard => ({
  name: 'system-overview',
  title: 'System overview',
  description: 'Which part is not well now? Each leads to the dashboard that says why.',
  range: '15m',
  refresh: '10s',
  variables: [anyService],
  rows: [
    { title: 'Now', height: 5, panels: [alertsFiring, alertTable] },
    { title: 'Each part', height: 4, panels: [...parts(config), lost] },
    {
      title: 'Which was first',
      height: 8,
      panels: [errorsOfParts, slownessOfParts, traffic, spending],
    },
    { title: 'Evidence', height: 12, panels: [workflowTraces, latestLogs] },
  ],
});
