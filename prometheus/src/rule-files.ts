import type { GeneratedFile, VitalsConfig } from '@agent-vitals/config';
import { anomalyGroup } from './alerts/anomalies.js';
import { renderIndicatorCases } from './alerts/cases.js';
import { createIndicatorAlerts } from './alerts/indicator-alerts.js';
import { createPipelineAlerts } from './alerts/pipeline.js';
import { promptVersionGroup } from './alerts/prompt-versions.js';
import { coarserGroups } from './coarser.js';
import { comparisonGroups } from './comparison/comparison.js';
import { createIndicatorGroups } from './indicator-rules.js';
import { renderRuleFile } from './render.js';

/** Every rule file, and the cases that follow from vitals.yaml as the rules do. */
export function renderRuleFiles(config: VitalsConfig): readonly GeneratedFile[] {
  return [
    { path: 'prometheus/rules/alerts.yml', content: renderRuleFile(createIndicatorAlerts(config)) },
    {
      path: 'prometheus/rules/alerts-pipeline.yml',
      content: renderRuleFile(createPipelineAlerts(config)),
    },
    { path: 'prometheus/rules/anomalies.yml', content: renderRuleFile([anomalyGroup]) },
    {
      path: 'prometheus/rules/prompt-versions.yml',
      content: renderRuleFile([promptVersionGroup]),
    },
    { path: 'prometheus/rules/comparison.yml', content: renderRuleFile(comparisonGroups) },
    {
      path: 'prometheus/rules/indicators.yml',
      content: renderRuleFile(createIndicatorGroups(config)),
    },
    { path: 'prometheus/rules/coarser.yml', content: renderRuleFile(coarserGroups) },
    { path: 'prometheus/tests/alerts-indicators.yml', content: renderIndicatorCases(config) },
  ];
}
