import type { VitalsConfig } from '@agent-vitals/config';
import { agents } from './agents.js';
import { alerts } from './alerts.js';
import { apis } from './apis.js';
import { compare } from './compare.js';
import { database } from './database.js';
import { llmUsage } from './llm-usage.js';
import { logs } from './logs.js';
import type { Dashboard } from './model.js';
import { pipeline } from './pipeline.js';
import { prompts } from './prompts.js';
import { resources } from './resources.js';
import { systemHealth } from './system-health.js';
import { systemOverview } from './system-overview.js';
import { traces } from './traces.js';
import { workflows } from './workflows.js';

/** Every dashboard, with the thresholds of vitals.yaml; Grafana's home first. */
export const dashboards = (config: VitalsConfig): readonly Dashboard[] =>
  [
    systemHealth,
    systemOverview,
    agents,
    workflows,
    llmUsage,
    prompts,
    compare,
    apis,
    database,
    resources,
    alerts,
    pipeline,
    logs,
    traces,
  ].map((create) => create(config));
