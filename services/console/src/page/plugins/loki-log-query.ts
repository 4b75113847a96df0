import { fetchJson, type LogEntry } from '@perses-dev/core';
import type { LokiClient, LokiLogQuery as PersesLokiLogQuery } from '@perses-dev/loki-plugin';
import { parseVariables, replaceVariables } from '@perses-dev/plugin-system';
import { waitsForVariables } from './variables.js';

/** How many lines are asked for: more than anyone reads in a panel, few enough to draw at once. */
const LIMIT = 100;

/** Loki's answer: lines by stream, each with its time in nanoseconds. */
interface LokiStreams {
  readonly data: {
    readonly result: readonly {
      readonly stream: Readonly<Record<string, string>>;
      readonly values: readonly (readonly [nanoseconds: string, line: string])[];
    }[];
  };
}

const toEntries = ({ data }: LokiStreams): LogEntry[] =>
  data.result.flatMap(({ stream, values }) =>
    values.map(([nanoseconds, line]) => ({
      timestamp: Number(nanoseconds) / 1e9,
      line,
      labels: { ...stream },
    })),
  );

interface LogSearch {
  readonly query: string;
  readonly direction: 'forward' | 'backward';
  readonly start: Date;
  readonly end: Date;
}

const ask = (
  client: LokiClient,
  { query, direction, start, end }: LogSearch,
): Promise<LokiStreams> => {
  const params = new URLSearchParams({
    query,
    direction,
    start: start.toISOString(),
    end: end.toISOString(),
    limit: String(LIMIT),
  });
  return fetchJson(`${client.options.datasourceUrl}/loki/api/v1/query_range?${params}`);
};

/**
 * Log lines from Loki, the streams merged by time. In place of Perses' own query, which does not
 * wait for the variables, leaves the streams apart and does not say why a query failed.
 */
export const LokiLogQuery: typeof PersesLokiLogQuery = {
  createInitialOptions: () => ({ query: '' }),
  dependsOn: ({ query }) => ({ variables: parseVariables(query) }),
  getLogData: async (spec, { timeRange, variableState, datasourceStore }) => {
    const { direction = 'backward' } = spec;
    const query = replaceVariables(spec.query, variableState);
    const client = await datasourceStore.getDatasourceClient<LokiClient>({
      kind: 'LokiDatasource',
    });
    const entries = waitsForVariables(spec.query, variableState)
      ? []
      : toEntries(await ask(client, { query, direction, ...timeRange }));
    const sign = direction === 'forward' ? 1 : -1;
    return {
      logs: {
        entries: entries.sort((a, b) => sign * (a.timestamp - b.timestamp)),
        totalCount: entries.length,
      },
      timeRange,
      metadata: { executedQueryString: query },
    };
  },
};
