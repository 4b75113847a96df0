import type { TraceData } from '@perses-dev/core';

type Summary = NonNullable<TraceData['searchResult']>[number];

/** A trace as Jaeger's search gives it; times in microseconds. */
export interface JaegerTrace {
  readonly traceID: string;
  readonly spans: readonly {
    readonly spanID: string;
    readonly operationName: string;
    readonly references: readonly { readonly refType: string; readonly spanID: string }[];
    readonly startTime: number;
    readonly duration: number;
    readonly processID: string;
    readonly tags: readonly { readonly key: string; readonly value: unknown }[];
  }[];
  readonly processes: Readonly<Record<string, { readonly serviceName: string }>>;
}

/** One line of the trace table: where a trace began, how long it took, what failed in it. */
export function summarise({ traceID, spans, processes }: JaegerTrace): Summary {
  const serviceOf = (processId: string): string =>
    processes[processId]?.serviceName ?? 'unknown service';
  const ids = new Set(spans.map(({ spanID }) => spanID));
  const byStart = spans.toSorted((a, b) => a.startTime - b.startTime);
  // The parent of a root may be in a program that sends nothing here.
  const root = byStart.find(({ references }) => !references.some(({ spanID }) => ids.has(spanID)));
  const start = byStart[0]?.startTime ?? 0;
  const end = Math.max(start, ...spans.map(({ startTime, duration }) => startTime + duration));

  const serviceStats: Summary['serviceStats'] = {};
  for (const { processID, tags } of spans) {
    const stats = (serviceStats[serviceOf(processID)] ??= { spanCount: 0 });
    stats.spanCount += 1;
    if (tags.some(({ key, value }) => key === 'error' && value === true)) {
      stats.errorCount = (stats.errorCount ?? 0) + 1;
    }
  }
  return {
    traceId: traceID,
    rootServiceName: root ? serviceOf(root.processID) : 'unknown service',
    rootTraceName: root?.operationName ?? 'unknown operation',
    startTimeUnixMs: start / 1000,
    durationMs: (end - start) / 1000,
    serviceStats,
  };
}
