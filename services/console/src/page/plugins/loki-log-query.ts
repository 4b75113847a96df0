import { fetchJson, type LogEntry } from '@perses-dev/core';
import type { LokiClient, LokiLogQuery as PersesLokiLogQuery } from '@perses-dev/loki-plugin';
import { fillLogql, variablesOfLogql } from './logql.js';
import { isWaiting } from './variables.js';

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

/** Which lines to ask for. */
interface LogSearch {
  readonly query: string;
  readonly direction: 'forward' | 'backward';
  readonly start: Date;
  readonly end: Date;
}

/**
 * Lines from Loki, its streams merged by time.
 * @param url where Loki is
 */
export async function searchLogs(
  url: string,
  { query, direction, start, end }: LogSearch,
): Promise<LogEntry[]> {
  const params = new URLSearchParams({
    query,
    direction,
    start: start.toISOString(),
    end: end.toISOString(),
    limit: String(LIMIT),
  });
  const entries = toEntries(await fetchJson(`${url}/loki/api/v1/query_range?${params}`));
  const sign = direction === 'forward' ? 1 : -1;
  return entries.sort((a, b) => sign * (a.timestamp - b.timestamp));
}

/**
 * Log lines from Loki. In place of Perses' own query, which does not wait for the variables, leaves
 * the streams apart and does not say why a query failed.
 */
export const LokiLogQuery: typeof PersesLokiLogQuery = {
  createInitialOptions: () => ({ query: '' }),
  dependsOn: ({ query }) => ({ variables: variablesOfLogql(query) }),
  getLogData: async (spec, { timeRange, variableState, datasourceStore }) => {
    const { direction = 'backward' } = spec;
    const query = fillLogql(spec.query, variableState);
    const client = await datasourceStore.getDatasourceClient<LokiClient>({
      kind: 'LokiDatasource',
    });
    const entries = isWaiting(variablesOfLogql(spec.query), variableState)
      ? []
      : await searchLogs(client.options.datasourceUrl, { query, direction, ...timeRange });
    return {
      logs: { entries, totalCount: entries.length },
      timeRange,
      metadata: { executedQueryString: query },
    };
  },
};
