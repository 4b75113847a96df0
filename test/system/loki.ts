import { getJson } from './http.js';

/** One line of a log with its labels and structured metadata. */
export interface LogLine {
  readonly labels: Readonly<Record<string, string>>;
  readonly text: string;
}

interface QueryRangeAnswer {
  data: { result: { stream: Record<string, string>; values: [string, string][] }[] };
}

/**
 * The lines that a LogQL query selects, newest first.
 * @param since how far back it looks, as Loki takes it
 */
export async function logLines(lokiUrl: string, logql: string, since = '1h'): Promise<LogLine[]> {
  const answer = await getJson<QueryRangeAnswer>(lokiUrl, '/loki/api/v1/query_range', {
    query: logql,
    since,
    limit: '500',
  });
  return answer.data.result.flatMap(({ stream, values }) =>
    values.map(([, text]) => ({ labels: stream, text })),
  );
}
