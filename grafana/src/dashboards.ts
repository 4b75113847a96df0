import type { VitalsConfig } from '@agent-vitals/config';
import type { Dashboard } from './model.js';
import { systemOverview } from './system-overview.js';

/** Every dashboard, with the thresholds of vitals.yaml. */
export const dashboards = (config: VitalsConfig): readonly Dashboard[] => [systemOverview(config)];
