import { diag } from '@opentelemetry/api';
import {
  BatchLogRecordProcessor,
  ConsoleLogRecordExporter,
  SimpleLogRecordProcessor,
  type LogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import {
  ConsoleMetricExporter,
  PeriodicExportingMetricReader,
  type IMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BatchSpanProcessor,
  ConsoleSpanExporter,
  SimpleSpanProcessor,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import { createCallerLogRecordProcessor } from './caller-log-record-processor.js';
import { createCallerSpanProcessor } from './caller-span-processor.js';
import {
  createLogExporter,
  createMetricExporter,
  createSpanExporter,
  type ExporterSources,
  type Signal,
} from './exporters.js';
import {
  redactingLogs,
  redactingMetrics,
  redactingSpans,
} from './redaction/redacting-exporters.js';
import type { Environment, Settings } from './settings.js';

/** The ways that each signal takes out of the process; empty where it is switched off. */
export interface Pipelines {
  readonly spanProcessors: SpanProcessor[];
  readonly metricReaders: IMetricReader[];
  readonly logRecordProcessors: LogRecordProcessor[];
  /** Exports what was recorded until now, and waits until it has arrived or failed. */
  readonly flush: () => Promise<void>;
}

interface Flushable {
  forceFlush?(): Promise<void>;
}

/** Flushes all, and tells `diag` of those that fail. */
const flushAll = async (parts: readonly Flushable[]): Promise<void> => {
  for (const result of await Promise.allSettled(parts.map(async (part) => part.forceFlush?.()))) {
    if (result.status === 'rejected') {
      diag.warn(`agent-vitals: an export failed: ${String(result.reason)}`);
    }
  }
};

const KNOWN_EXPORTERS: readonly string[] = ['otlp', 'console', 'none'];

/** The exporters that `OTEL_{signal}_EXPORTER` names; `otlp` where it names none that is known. */
const exporterNames = (signal: Signal, env: Environment): readonly string[] => {
  const variable = `OTEL_${signal.toUpperCase()}_EXPORTER`;
  const named = (env[variable] ?? '').split(',').map((name) => name.trim());
  const known = named.filter((name) => KNOWN_EXPORTERS.includes(name));
  for (const name of named) {
    if (name === '' || KNOWN_EXPORTERS.includes(name)) continue;
    diag.warn(
      `agent-vitals: ${variable} names "${name}" but may name ${KNOWN_EXPORTERS.join(', ')}; ignored`,
    );
  }
  if (known.includes('none')) return [];
  return known.length > 0 ? known : ['otlp'];
};

/** The four numbers of a batch processor, from the variables that the specification gives them. */
const batchLimits = (
  prefix: 'OTEL_BSP' | 'OTEL_BLRP',
  env: Environment,
): Record<string, number> => {
  const variables = {
    maxQueueSize: `${prefix}_MAX_QUEUE_SIZE`,
    scheduledDelayMillis: `${prefix}_SCHEDULE_DELAY`,
    exportTimeoutMillis: `${prefix}_EXPORT_TIMEOUT`,
    maxExportBatchSize: `${prefix}_MAX_EXPORT_BATCH_SIZE`,
  };
  const limits: Record<string, number> = {};
  for (const [name, variable] of Object.entries(variables)) {
    const value = Number(env[variable]);
    if (value > 0) limits[name] = value;
  }
  return limits;
};

/** Builds the pipelines that the options and the environment ask for. */
export function createPipelines(sources: ExporterSources, settings: Settings): Pipelines {
  const { env } = sources;
  const exporters: Flushable[] = [];
  const kept = <E extends Flushable>(exporter: E): E => {
    exporters.push(exporter);
    return exporter;
  };

  const spanProcessors = exporterNames('traces', env).map((name) =>
    name === 'console'
      ? new SimpleSpanProcessor({ exporter: redactingSpans(new ConsoleSpanExporter()) })
      : new BatchSpanProcessor({
          exporter: redactingSpans(kept(createSpanExporter(sources))),
          ...batchLimits('OTEL_BSP', env),
        }),
  );
  const metricReaders = exporterNames('metrics', env).map(
    (name) =>
      new PeriodicExportingMetricReader({
        exporter: redactingMetrics(
          name === 'console' ? new ConsoleMetricExporter() : kept(createMetricExporter(sources)),
        ),
        exportIntervalMillis: settings.metricIntervalMs,
        exportTimeoutMillis: settings.metricTimeoutMs,
      }),
  );
  const logRecordProcessors = exporterNames('logs', env).map((name) =>
    name === 'console'
      ? new SimpleLogRecordProcessor({ exporter: redactingLogs(new ConsoleLogRecordExporter()) })
      : new BatchLogRecordProcessor({
          exporter: redactingLogs(kept(createLogExporter(sources))),
          ...batchLimits('OTEL_BLRP', env),
        }),
  );

  return {
    // Without an exporter there are no spans and no logs, so none need a caller.
    spanProcessors:
      spanProcessors.length > 0 ? [createCallerSpanProcessor(), ...spanProcessors] : [],
    metricReaders,
    logRecordProcessors:
      logRecordProcessors.length > 0
        ? [createCallerLogRecordProcessor(), ...logRecordProcessors]
        : [],
    flush: async () => {
      await flushAll([...spanProcessors, ...metricReaders, ...logRecordProcessors]);
      await flushAll(exporters);
    },
  };
}
