import type { StackUrls } from '@agent-vitals/stack';
import { getJson } from './http.js';
import { traceIds, traceTree, type SpanTree } from './jaeger.js';

/** What a stack answers about the time up to a moment. */
export interface StackAnswers {
  /** Series by their labels, with their values at four times of a minute. */
  readonly metrics: Readonly<Record<string, unknown>>;
  /** Lines of the last hour by service. */
  readonly logs: Readonly<Record<string, number>>;
  /** Ids of the traces of the last hour. */
  readonly traces: readonly string[];
  /** One trace, whole. */
  readonly trace: readonly SpanTree[];
  readonly alerts: readonly Readonly<Record<string, unknown>>[];
  readonly silences: readonly Readonly<Record<string, unknown>>[];
}

/** What a stack is asked. */
export interface Questions {
  /** Milliseconds since 1970. */
  readonly until: number;
  /** Which series and log streams, as a matcher: `service_name=~".+"`. */
  readonly matcher: string;
  /** Whose traces are listed. */
  readonly service: string;
  /** Which trace is shown whole. */
  readonly traceId: string;
}

/** Asks every store of a stack, so that the answers of two stacks can be compared. */
export async function stackAnswers(
  urls: StackUrls,
  { until, matcher, service, traceId }: Questions,
): Promise<StackAnswers> {
  const [metrics, logs, traces, trace, alerts, silences] = await Promise.all([
    seriesUntil(urls.prometheus, until, matcher),
    linesByService(urls.loki, until, matcher),
    traceIds(urls.jaeger, service, until),
    traceTree(urls.jaeger, traceId),
    alertsUntil(urls.alertHistory, until),
    silencesOf(urls.alertmanager),
  ]);
  return { metrics, logs, traces, trace, alerts, silences };
}

/**
 * What is recorded every five minutes or more seldom: when Prometheus starts it records the time that
 * it starts in once more, by what has arrived since.
 */
const RECORDED_AGAIN =
  'vitals(5m|1h):.+|vitals:(calls|call_seconds|call_tokens|invocations|scores):.+';

async function seriesUntil(
  url: string,
  until: number,
  matcher: string,
): Promise<Record<string, unknown>> {
  const { data } = await getJson<{
    data: {
      result: { metric: Record<string, string>; values?: unknown; histograms?: unknown }[];
    };
  }>(url, '/api/v1/query_range', {
    query: `{${matcher}, __name__!~"${RECORDED_AGAIN}"}`,
    start: String(until / 1000 - 45),
    end: String(until / 1000),
    step: '15',
  });
  return Object.fromEntries(
    data.result.map(({ metric, values, histograms }) => [
      JSON.stringify(metric),
      values ?? histograms,
    ]),
  );
}

async function linesByService(
  url: string,
  until: number,
  matcher: string,
): Promise<Record<string, number>> {
  const { data } = await getJson<{
    data: { result: { metric: { service_name: string }; value: [number, string] }[] };
  }>(url, '/loki/api/v1/query', {
    query: `sum by (service_name) (count_over_time({${matcher}}[1h]))`,
    time: String(BigInt(until) * 1_000_000n),
  });
  return Object.fromEntries(
    data.result.map(({ metric, value }) => [metric.service_name, Number(value[1])]),
  );
}

/** Of each alert, what does not change once it has happened. */
async function alertsUntil(url: string, until: number): Promise<Record<string, unknown>[]> {
  const { alerts } = await getJson<{ alerts: Record<string, string | number | null>[] }>(
    url,
    '/api/v1/alerts',
    { limit: '500', to: new Date(until).toISOString() },
  );
  return alerts.map(({ id, name, item, startedAt, acknowledgedAt, acknowledgedBy }) => ({
    id,
    name,
    item,
    startedAt,
    acknowledgedAt,
    acknowledgedBy,
  }));
}

async function silencesOf(url: string): Promise<Record<string, unknown>[]> {
  const silences = await getJson<Record<string, unknown>[]>(url, '/api/v2/silences');
  return silences
    .map(({ id, matchers, createdBy, comment, startsAt }) => ({
      id,
      matchers,
      createdBy,
      comment,
      startsAt,
    }))
    .sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
}
