import { getJson } from './http.js';

/** One series of an instant query's answer. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface QueryAnswer {
  data: { result: { metric: Record<string, string>; value?: [number, string] }[] };
}

/** Runs an instant query. */
export async function query(prometheusUrl: string, promql: string): Promise<Sample[]> {
  const answer = await getJson<QueryAnswer>(prometheusUrl, '/api/v1/query', { query: promql });
  return answer.data.result.map(({ metric, value }) => ({
    labels: metric,
    value: Number(value?.[1]),
  }));
}

/** The value of a query that answers with one series; undefined when it answers with none. */
export async function queryValue(
  prometheusUrl: string,
  promql: string,
): Promise<number | undefined> {
  return (await query(prometheusUrl, promql))[0]?.value;
}

/** A measured value that leads to its trace. */
export interface Exemplar {
  readonly value: number;
  readonly traceId: string | undefined;
}

/** The exemplars of the series that `promql` names, of the last hour. */
export async function exemplars(prometheusUrl: string, promql: string): Promise<Exemplar[]> {
  const now = Math.ceil(Date.now() / 1000);
  const answer = await getJson<{
    data: { exemplars: { labels: Record<string, string>; value: string }[] }[];
  }>(prometheusUrl, '/api/v1/query_exemplars', {
    query: promql,
    start: String(now - 3600),
    end: String(now + 1),
  });
  return answer.data.flatMap((series) =>
    series.exemplars.map(({ labels, value }) => ({
      value: Number(value),
      traceId: labels['trace_id'],
    })),
  );
}
