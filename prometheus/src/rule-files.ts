import type { GeneratedFile, VitalsConfig } from '@agent-vitals/config';
import { createAgentAlerts } from './agents.js';
import { createIndicatorGroups } from './indicator-rules.js';
import { renderRuleFile } from './render.js';

/** Every rule file, rendered from vitals.yaml. */
export function renderRuleFiles(config: VitalsConfig): readonly GeneratedFile[] {
  return [
    { path: 'prometheus/rules/agents.yml', content: renderRuleFile([createAgentAlerts(config)]) },
    {
      path: 'prometheus/rules/indicators.yml',
      content: renderRuleFile(createIndicatorGroups(config)),
    },
  ];
}
