import type { GeneratedFile, VitalsConfig } from '@agent-vitals/config';
import { createAgentAlerts } from './agents.js';
import { renderRuleFile } from './render.js';

/** Every rule file, rendered from vitals.yaml. */
export function renderRuleFiles(config: VitalsConfig): readonly GeneratedFile[] {
  return [
    { path: 'prometheus/rules/agents.yml', content: renderRuleFile([createAgentAlerts(config)]) },
  ];
}
