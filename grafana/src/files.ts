import type { GeneratedFile, VitalsConfig } from '@agent-vitals/config';
import { dashboards } from './dashboards.js';
import { toGrafana } from './emit/grafana.js';
import { toPerses } from './emit/perses.js';

/** Every dashboard's JSON, for Grafana and for the console. */
export function renderDashboards(config: VitalsConfig): readonly GeneratedFile[] {
  return dashboards(config).flatMap((dashboard) => [
    { path: `grafana/dashboards/${dashboard.name}.json`, content: json(toGrafana(dashboard)) },
    {
      path: `services/console/dashboards/${dashboard.name}.json`,
      content: json(toPerses(dashboard)),
    },
  ]);
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
