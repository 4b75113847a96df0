import { fetchJson, type TraceData } from '@perses-dev/core';
import type { DatasourcePlugin } from '@perses-dev/plugin-system';
import type { TraceConditions } from './trace-search.js';
import { summarise, type JaegerTrace } from './trace-summary.js';

/** What traces to look for. */
interface TraceSearch extends TraceConditions {
  readonly service: string;
  readonly start: Date;
  readonly end: Date;
  /** How many traces at most. */
  readonly limit: number;
}

/** Asks Jaeger's query API. */
export interface JaegerClient {
  /** Names of the services that have sent spans. */
  services: () => Promise<readonly string[]>;
  search: (search: TraceSearch) => Promise<NonNullable<TraceData['searchResult']>>;
}

const micros = (date: Date): string => String(date.getTime() * 1000);

/**
 * Jaeger's search, by its older API, since version 3 cannot search by attribute over HTTP. One
 * trace is no panel's but a page's: `../trace`.
 */
export const JaegerDatasource: DatasourcePlugin<{ directUrl: string }, JaegerClient> = {
  createInitialOptions: () => ({ directUrl: '' }),
  createClient: ({ directUrl }) => ({
    services: async () => {
      const { data } = await fetchJson<{ data: string[] | null }>(`${directUrl}/api/services`);
      return data ?? [];
    },
    search: async ({
      service,
      attributes,
      spanName,
      minDuration,
      maxDuration,
      start,
      end,
      limit,
    }) => {
      const params = new URLSearchParams({
        service,
        tags: JSON.stringify(attributes),
        start: micros(start),
        end: micros(end),
        limit: String(limit),
        ...(spanName !== undefined && { operation: spanName }),
        ...(minDuration !== undefined && { minDuration }),
        ...(maxDuration !== undefined && { maxDuration }),
      });
      const { data } = await fetchJson<{ data: JaegerTrace[] | null }>(
        `${directUrl}/api/traces?${params}`,
      );
      return (data ?? []).map(summarise);
    },
  }),
};
