import type { VitalsConfig } from '@agent-vitals/config';
import type { Dashboard } from './model.js';
import { systemHealth } from './system-health.js';
import { systemOverview } from './system-overview.js';

/** Every dashboard, with the thresholds of vitals.yaml; Grafana's home first. */
export const dashboards = (config: VitalsConfig): readonly Dashboard[] => [
  systemHealth(config),
  systemOverview(config),
];
