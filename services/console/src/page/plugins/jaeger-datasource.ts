import { fetchJson, UserFriendlyError, type TraceData } from '@perses-dev/core';
import type { DatasourcePlugin } from '@perses-dev/plugin-system';
import { toTraces, type OtlpTraces } from './otlp-trace.js';
import { summarise, type JaegerTrace } from './trace-summary.js';

/** What traces to look for. */
interface TraceSearch {
  readonly service: string;
  /** Attributes that one span of the trace carries, all of them. */
  readonly attributes: Readonly<Record<string, string>>;
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
  trace: (traceId: string) => Promise<NonNullable<TraceData['trace']>>;
}

const micros = (date: Date): string => String(date.getTime() * 1000);

/**
 * Jaeger. Searches go through its older API, since version 3 cannot search by attribute over
 * HTTP; a trace comes through version 3, as OTLP.
 */
export const JaegerDatasource: DatasourcePlugin<{ directUrl: string }, JaegerClient> = {
  createInitialOptions: () => ({ directUrl: '' }),
  createClient: ({ directUrl }) => ({
    services: async () => {
      const { data } = await fetchJson<{ data: string[] | null }>(`${directUrl}/api/services`);
      return data ?? [];
    },
    search: async ({ service, attributes, start, end, limit }) => {
      const params = new URLSearchParams({
        service,
        tags: JSON.stringify(attributes),
        start: micros(start),
        end: micros(end),
        limit: String(limit),
      });
      const { data } = await fetchJson<{ data: JaegerTrace[] | null }>(
        `${directUrl}/api/traces?${params}`,
      );
      return (data ?? []).map(summarise);
    },
    trace: async (traceId) => {
      try {
        const { result } = await fetchJson<{ result: OtlpTraces }>(
          `${directUrl}/api/v3/traces/${encodeURIComponent(traceId)}`,
        );
        return toTraces(result);
      } catch (cause) {
        if (!(cause instanceof UserFriendlyError) || cause.status !== 404) throw cause;
        throw new Error(
          `Jaeger has no trace ${traceId}: it is still on its way (a few seconds), was not sampled, or is older than what is kept.`,
          { cause },
        );
      }
    },
  }),
};
