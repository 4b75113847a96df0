import {
  context,
  diag,
  DiagConsoleLogger,
  logs,
  metrics,
  propagation,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { diagLogLevelFromString } from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { TracerProvider, type SpanLimits } from '@opentelemetry/sdk-trace';
import type { Pipelines } from './pipelines.js';
import { createPropagator } from './propagator.js';
import { createSampler } from './sampler.js';
import type { Environment } from './settings.js';

/** Limits of spans and log records, and the variables that set them: the first that is set counts. */
const SPAN_LIMITS: Readonly<Record<keyof SpanLimits, readonly string[]>> = {
  attributeCountLimit: ['OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT', 'OTEL_ATTRIBUTE_COUNT_LIMIT'],
  attributeValueLengthLimit: [
    'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT',
    'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  ],
  eventCountLimit: ['OTEL_SPAN_EVENT_COUNT_LIMIT'],
  linkCountLimit: ['OTEL_SPAN_LINK_COUNT_LIMIT'],
  attributePerEventCountLimit: ['OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT'],
  attributePerLinkCountLimit: ['OTEL_LINK_ATTRIBUTE_COUNT_LIMIT'],
};

const LOG_RECORD_LIMITS = {
  attributeCountLimit: ['OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT', 'OTEL_ATTRIBUTE_COUNT_LIMIT'],
  attributeValueLengthLimit: [
    'OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT',
    'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  ],
} as const;

const limitsFrom = (
  variables: Readonly<Record<string, readonly string[]>>,
  env: Environment,
): Record<string, number> => {
  const limits: Record<string, number> = {};
  for (const [limit, names] of Object.entries(variables)) {
    const raw = names.map((name) => env[name]?.trim()).find((value) => value);
    if (raw !== undefined && Number(raw) >= 0) limits[limit] = Number(raw);
  }
  return limits;
};

/** Options of {@link startSdk}. */
export interface SdkOptions {
  readonly resource: Resource;
  readonly pipelines: Omit<Pipelines, 'flush'>;
  /** Share of new traces that are kept, 0 to 1. Default: what `OTEL_TRACES_SAMPLER` says. */
  readonly sampleRatio?: number | undefined;
  readonly env: Environment;
}

/**
 * Makes the providers of traces, metrics and logs and registers them with the API. The same as the
 * `NodeSDK` of OpenTelemetry, which brings every exporter there is, gRPC's among them, into the
 * process: half of the time that a start takes.
 *
 * @returns stops them: exports what is left, and rejects where that fails
 */
export function startSdk({
  resource,
  pipelines,
  sampleRatio,
  env,
}: SdkOptions): () => Promise<void> {
  const logLevel = env['OTEL_LOG_LEVEL'];
  if (logLevel !== undefined) {
    const level = diagLogLevelFromString(logLevel);
    diag.setLogger(new DiagConsoleLogger(), level === undefined ? {} : { logLevel: level });
  }
  const contextManager = new AsyncLocalStorageContextManager();
  context.setGlobalContextManager(contextManager.enable());
  propagation.setGlobalPropagator(createPropagator(env));

  const { spanProcessors, metricReaders, logRecordProcessors } = pipelines;
  const started: { shutdown(): Promise<void> }[] = [];
  if (metricReaders.length > 0) {
    const provider = new MeterProvider({ resource, readers: metricReaders });
    metrics.setGlobalMeterProvider(provider);
    started.push(provider);
  }
  if (spanProcessors.length > 0) {
    const provider = new TracerProvider({
      resource,
      spanProcessors,
      sampler: createSampler(sampleRatio, env),
      spanLimits: limitsFrom(SPAN_LIMITS, env),
    });
    trace.setGlobalTracerProvider(provider);
    started.push(provider);
  }
  if (logRecordProcessors.length > 0) {
    const provider = new LoggerProvider({
      resource,
      processors: logRecordProcessors,
      logRecordLimits: limitsFrom(LOG_RECORD_LIMITS, env),
    });
    logs.setGlobalLoggerProvider(provider);
    started.push(provider);
  }
  return async () => {
    await Promise.all(started.map((provider) => provider.shutdown()));
  };
}
