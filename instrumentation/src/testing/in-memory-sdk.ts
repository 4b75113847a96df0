import { defaultResource } from '@opentelemetry/resources';
import {
  InMemoryLogRecordExporter,
  SimpleLogRecordProcessor,
  type ReadableLogRecord,
} from '@opentelemetry/sdk-logs';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace';
import type { Attributes } from '@opentelemetry/api';
import { createCallerSpanProcessor } from '../caller-span-processor.js';
import { startSdk } from '../sdk.js';

/** A data point with its value: the sum of a histogram, the value of a counter. */
interface Recorded {
  readonly attributes: Attributes;
  readonly value: number;
  /** Of a histogram. */
  readonly count: number | undefined;
}

/** The SDK with its exporters in memory, for one test file: the API takes one SDK a process. */
export interface InMemorySdk {
  /** The spans that ended since the last {@link clear}. */
  readonly spans: () => readonly ReadableSpan[];
  /** The log records since the last {@link clear}. */
  readonly logs: () => readonly ReadableLogRecord[];
  /** The points of a metric that were recorded since the start. */
  readonly points: (metric: string) => Promise<readonly Recorded[]>;
  readonly clear: () => void;
  readonly stop: () => Promise<void>;
}

interface SummedPoint {
  readonly attributes: Attributes;
  readonly value: number | { readonly sum?: number; readonly count: number };
}

/** Starts an SDK that instruments nothing by itself. */
export function startInMemorySdk(): InMemorySdk {
  const spanExporter = new InMemorySpanExporter();
  const logExporter = new InMemoryLogRecordExporter();
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({
    exporter: metricExporter,
    exportIntervalMillis: 3_600_000,
  });
  const stop = startSdk({
    resource: defaultResource(),
    env: {},
    pipelines: {
      spanProcessors: [
        createCallerSpanProcessor(),
        new SimpleSpanProcessor({ exporter: spanExporter }),
      ],
      metricReaders: [reader],
      logRecordProcessors: [new SimpleLogRecordProcessor({ exporter: logExporter })],
    },
  });
  return {
    spans: () => spanExporter.getFinishedSpans(),
    logs: () => logExporter.getFinishedLogRecords(),
    points: async (name) => {
      metricExporter.reset();
      await reader.forceFlush();
      const metrics = metricExporter
        .getMetrics()
        .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
      const points = metrics.find(({ descriptor }) => descriptor.name === name)?.dataPoints ?? [];
      return (points as readonly SummedPoint[]).map(({ attributes, value }) =>
        typeof value === 'number'
          ? { attributes, value, count: undefined }
          : { attributes, value: value.sum ?? 0, count: value.count },
      );
    },
    clear: () => {
      spanExporter.reset();
      logExporter.reset();
    },
    stop,
  };
}
