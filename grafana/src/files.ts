import type { GeneratedFile, VitalsConfig } from '@agent-vitals/config';
import { comparisonCases } from './comparison/cases.js';
import { dashboards } from './dashboards.js';
import { toGrafana } from './emit/grafana.js';
import { toPerses } from './emit/perses.js';
import { promptCases } from './prompt-cases.js';

/** Every dashboard's JSON, for Grafana and for the console, and what promtool is to find in some. */
export function renderDashboards(config: VitalsConfig): readonly GeneratedFile[] {
  const files = dashboards(config).flatMap((dashboard) => [
    { path: `grafana/dashboards/${dashboard.name}.json`, content: json(toGrafana(dashboard)) },
    {
      path: `services/console/dashboards/${dashboard.name}.json`,
      content: json(toPerses(dashboard)),
    },
  ]);
  return [
    ...files,
    { path: 'grafana/tests/compare.json', content: json(comparisonCases()) },
    { path: 'grafana/tests/prompts.json', content: json(promptCases()) },
  ];
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
