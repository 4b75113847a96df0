import { COMPONENTS, type GeneratedFile, type VitalsConfig } from '@agent-vitals/config';
import { anomalyGroup } from './alerts/anomalies.js';
import { renderIndicatorCases } from './alerts/cases.js';
import { criticalAlertsGroup } from './alerts/critical-alerts.js';
import { fileNameOf } from './alerts/file-name.js';
import { createIndicatorAlerts } from './alerts/indicator-alerts.js';
import { createPipelineAlerts } from './alerts/pipeline.js';
import { promptEvidenceGroup } from './alerts/prompt-evidence.js';
import { promptVersionGroup } from './alerts/prompt-versions.js';
import { coarserGroups } from './coarser.js';
import { comparisonGroups } from './comparison/comparison.js';
import { createIndicatorGroups } from './indicator-rules.js';
import { renderRuleFile } from './render.js';

/** Every rule file, and the cases that follow from vitals.yaml as the rules do. */
export function renderRuleFiles(config: VitalsConfig): readonly GeneratedFile[] {
  return [
    // One of each component: cases are many times faster with the rules that they are about alone.
    ...COMPONENTS.flatMap((component) => [
      {
        path: `prometheus/rules/${fileNameOf(component)}`,
        content: renderRuleFile(createIndicatorAlerts(config, component)),
      },
      {
        path: `prometheus/tests/${fileNameOf(component)}`,
        content: renderIndicatorCases(config, component),
      },
    ]),
    {
      path: 'prometheus/rules/alerts-pipeline.yml',
      content: renderRuleFile(createPipelineAlerts(config)),
    },
    {
      path: 'prometheus/rules/critical-alerts.yml',
      content: renderRuleFile([criticalAlertsGroup]),
    },
    { path: 'prometheus/rules/anomalies.yml', content: renderRuleFile([anomalyGroup]) },
    {
      path: 'prometheus/rules/prompt-versions.yml',
      content: renderRuleFile([promptVersionGroup]),
    },
    {
      path: 'prometheus/rules/prompt-evidence.yml',
      content: renderRuleFile([promptEvidenceGroup]),
    },
    { path: 'prometheus/rules/comparison.yml', content: renderRuleFile(comparisonGroups) },
    {
      path: 'prometheus/rules/indicators.yml',
      content: renderRuleFile(createIndicatorGroups(config)),
    },
    { path: 'prometheus/rules/coarser.yml', content: renderRuleFile(coarserGroups) },
  ];
}
