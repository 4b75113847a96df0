import { fetchJson } from '@perses-dev/core';
import {
  getTraceModel,
  type Trace,
} from '@perses-dev/tracing-gantt-chart-plugin/lib/TracingGanttChart/trace';
import { toTraces, type OtlpTraces } from './otlp-trace.js';

/** Jaeger's answer to whether it has traces; those that it does not have are in its errors. */
interface Found {
  readonly data: readonly unknown[] | null;
}

/**
 * A trace by its id; undefined where Jaeger does not have it. It is looked for by the older API
 * first, which answers with an empty list: a browser writes each 404 into its log as an error.
 */
export async function askTrace(traceId: string): Promise<Trace | undefined> {
  const { data } = await fetchJson<Found>(`/api/jaeger/api/traces?traceID=${traceId}`);
  if (data === null || data.length === 0) return undefined;
  const { result } = await fetchJson<{ result: OtlpTraces }>(
    `/api/jaeger/api/v3/traces/${traceId}`,
  );
  return getTraceModel(toTraces(result));
}
