import { fetchJson } from '@perses-dev/core';
import type { LokiClient } from '@perses-dev/loki-plugin';
import type { VariablePlugin } from '@perses-dev/plugin-system';

interface LokiLabelValuesSpec {
  /** An index label. */
  readonly labelName: string;
  /** A stream selector, which may hold what matters only. */
  readonly matchers: readonly [string];
}

/** The values of a label of log lines, as choices: Perses has it for Prometheus alone. */
export const LokiLabelValuesVariable: VariablePlugin<LokiLabelValuesSpec> = {
  createInitialOptions: () => ({ labelName: '', matchers: [''] }),
  getVariableOptions: async ({ labelName, matchers }, { datasourceStore, timeRange }) => {
    const client = await datasourceStore.getDatasourceClient<LokiClient>({
      kind: 'LokiDatasource',
    });
    const params = new URLSearchParams({
      query: matchers[0],
      start: timeRange.start.toISOString(),
      end: timeRange.end.toISOString(),
    });
    const { data = [] } = await fetchJson<{ data?: readonly string[] }>(
      `${client.options.datasourceUrl}/loki/api/v1/label/${labelName}/values?${params}`,
    );
    return { data: data.map((value) => ({ label: value, value })) };
  },
};
