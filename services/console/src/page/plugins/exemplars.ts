import { fetchJson } from '@perses-dev/core';
import { seriesName } from './series-name.js';

/** A single observation that leads to its trace. */
export interface Exemplar {
  readonly traceId: string;
  /** The span that was measured, where it was told. */
  readonly spanId?: string;
  /** In the unit of what was observed. */
  readonly value: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The name of the series that it was observed for. */
  readonly series: string;
}

/** Prometheus' answer: https://prometheus.io/docs/prometheus/latest/querying/api/#querying-exemplars */
export interface ExemplarsAnswer {
  readonly data: readonly {
    readonly seriesLabels: Readonly<Record<string, string>>;
    readonly exemplars: readonly {
      readonly labels: Readonly<Record<string, string>>;
      readonly value: string;
      /** Seconds since 1970. */
      readonly timestamp: number;
    }[];
  }[];
}

/** Which observations are asked for. */
export interface ExemplarQuestion {
  /** PromQL, its variables replaced: what it reads is looked at, not what it makes of it. */
  readonly query: string;
  readonly start: Date;
  readonly end: Date;
  /** Name of each series, as on the graph. */
  readonly legend: string;
}

/** How many are drawn over a graph at most: as many as can be told apart and stepped through. */
const MOST = 12;

/** Observations that have a trace. */
export const toExemplars = ({ data }: ExemplarsAnswer, legend: string): readonly Exemplar[] =>
  data.flatMap(({ seriesLabels, exemplars }) =>
    exemplars.flatMap(({ labels, value, timestamp }) => {
      const { trace_id: traceId, span_id: spanId } = labels;
      const series = seriesName(legend, seriesLabels);
      return traceId === undefined
        ? []
        : {
            traceId,
            ...(spanId !== undefined && { spanId }),
            value: Number(value),
            time: timestamp * 1000,
            series,
          };
    }),
  );

/** The largest observation of each part of a time, the oldest first: who looks asks for the slow. */
export function largestOfEachPart(
  exemplars: readonly Exemplar[],
  { start, end }: Pick<ExemplarQuestion, 'start' | 'end'>,
  parts: number = MOST,
): readonly Exemplar[] {
  const length = (end.getTime() - start.getTime()) / parts;
  const largest = new Map<number, Exemplar>();
  for (const exemplar of exemplars) {
    const part = Math.floor((exemplar.time - start.getTime()) / length);
    if (part < 0 || part >= parts) continue;
    const other = largest.get(part);
    if (other === undefined || exemplar.value > other.value) largest.set(part, exemplar);
  }
  return [...largest.values()].sort((a, b) => a.time - b.time);
}

const seconds = (date: Date): string => String(date.getTime() / 1000);

/** Observations of what a query reads, from Prometheus. */
export async function askExemplars({
  query,
  start,
  end,
  legend,
}: ExemplarQuestion): Promise<readonly Exemplar[]> {
  const body = new URLSearchParams({ query, start: seconds(start), end: seconds(end) });
  const answer = await fetchJson<ExemplarsAnswer>('/api/prometheus/api/v1/query_exemplars', {
    method: 'POST',
    body,
  });
  return toExemplars(answer, legend);
}
