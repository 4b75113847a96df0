import { diag } from '@opentelemetry/api';
import { OTLPMetricExporterBase } from '@opentelemetry/exporter-metrics-otlp-http';
import {
  createOtlpNetworkExportDelegate,
  OTLPExporterBase,
  type IOtlpExportDelegate,
} from '@opentelemetry/otlp-exporter-base';
import {
  convertLegacyHttpOptions,
  createOtlpHttpExporterMetrics,
} from '@opentelemetry/otlp-exporter-base/node-http';
import {
  JsonLogsSerializer,
  JsonMetricsSerializer,
  JsonTraceSerializer,
  LogsExporterMetricsHelper,
  MetricsExporterMetricsHelper,
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
  TraceExporterMetricsHelper,
  type IExporterMetricsHelper,
  type ISerializer,
} from '@opentelemetry/otlp-transformer';
import type { LogRecordExporter, ReadableLogRecord } from '@opentelemetry/sdk-logs';
import {
  AggregationTemporality,
  InstrumentType,
  type PushMetricExporter,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { inBackground } from './background-delegate.js';
import { withExemplars } from './exemplars/with-exemplars.js';
import { keepExemplars } from './instruments.js';
import type { VitalsOptions } from './options.js';
import { createOtlpTransport, type Ending } from './otlp-transport.js';
import type { Environment } from './settings.js';

/** What all exporters are made from. */
export interface ExporterSources {
  readonly options: VitalsOptions;
  readonly env: Environment;
  readonly ending: Ending;
}

/** A signal as the OTLP variables and paths spell it. */
export type Signal = 'traces' | 'metrics' | 'logs';

interface Wire<Internal, Response> {
  readonly signal: Signal;
  readonly protobuf: ISerializer<Internal, Response>;
  readonly json: ISerializer<Internal, Response>;
  readonly metricsHelper: IExporterMetricsHelper<Internal>;
}

/** The encodings of OTLP/HTTP and their content types. */
const CONTENT_TYPE = { protobuf: 'application/x-protobuf', json: 'application/json' } as const;

const encodingOf = (signal: Signal, env: Environment): keyof typeof CONTENT_TYPE => {
  const own = `OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_PROTOCOL`;
  const protocol = (env[own] ?? env['OTEL_EXPORTER_OTLP_PROTOCOL'])?.trim();
  if (protocol === 'http/json') return 'json';
  if (protocol !== undefined && protocol !== '' && protocol !== 'http/protobuf') {
    diag.warn(
      `agent-vitals: the OTLP protocol for ${signal} is "${protocol}" but must be http/protobuf or ` +
        'http/json; using http/protobuf',
    );
  }
  return 'protobuf';
};

const delegateFor = <Internal, Response>(
  wire: Wire<Internal, Response>,
  { options, env, ending }: ExporterSources,
): IOtlpExportDelegate<Internal> => {
  const encoding = encodingOf(wire.signal, env);
  const path = `v1/${wire.signal}`;
  const url = options.endpoint && `${options.endpoint.replace(/\/+$/, '')}/${path}`;
  const configuration = convertLegacyHttpOptions(
    { ...(url && { url }), ...(options.headers && { headers: { ...options.headers } }) },
    wire.signal.toUpperCase(),
    path,
    { 'Content-Type': CONTENT_TYPE[encoding] },
  );
  const delegate = createOtlpNetworkExportDelegate(
    configuration,
    wire[encoding],
    createOtlpHttpExporterMetrics(
      `otlp_http_${wire.signal}`,
      wire.metricsHelper,
      configuration.url,
      undefined,
    ),
    createOtlpTransport(configuration, ending),
  );
  return inBackground(delegate, `${wire.signal} to ${configuration.url}`);
};

/** Exports spans over OTLP/HTTP. */
export function createSpanExporter(sources: ExporterSources): SpanExporter {
  const wire = {
    signal: 'traces',
    protobuf: ProtobufTraceSerializer,
    json: JsonTraceSerializer,
    metricsHelper: TraceExporterMetricsHelper,
  } as const;
  return new OTLPExporterBase<ReadableSpan[]>(delegateFor(wire, sources));
}

/** Exports logs over OTLP/HTTP. */
export function createLogExporter(sources: ExporterSources): LogRecordExporter {
  const wire = {
    signal: 'logs',
    protobuf: ProtobufLogsSerializer,
    json: JsonLogsSerializer,
    metricsHelper: LogsExporterMetricsHelper,
  } as const;
  return new OTLPExporterBase<ReadableLogRecord[]>(delegateFor(wire, sources));
}

/**
 * The SDK repeats the last value of each series of a cumulative observable gauge for good, though
 * the specification has it end with its observations ("MUST only receive data points with
 * measurements recorded since the previous collection"). On the wire a gauge has no temporality.
 */
class MetricExporter extends OTLPMetricExporterBase {
  override selectAggregationTemporality(type: InstrumentType): AggregationTemporality {
    return type === InstrumentType.OBSERVABLE_GAUGE
      ? AggregationTemporality.DELTA
      : super.selectAggregationTemporality(type);
  }
}

/**
 * Exports metrics over OTLP/HTTP, cumulative unless the environment asks otherwise, with exemplars
 * of sampled traces unless `OTEL_METRICS_EXEMPLAR_FILTER` is `always_off`.
 */
export function createMetricExporter(sources: ExporterSources): PushMetricExporter {
  const plain = { protobuf: ProtobufMetricsSerializer, json: JsonMetricsSerializer };
  const exemplars =
    sources.env['OTEL_METRICS_EXEMPLAR_FILTER']?.trim() === 'always_off'
      ? undefined
      : keepExemplars();
  const wire = {
    signal: 'metrics',
    ...(exemplars === undefined
      ? plain
      : {
          protobuf: withExemplars('protobuf', plain.protobuf, exemplars),
          json: withExemplars('json', plain.json, exemplars),
        }),
    metricsHelper: MetricsExporterMetricsHelper,
  } as const;
  return new MetricExporter(delegateFor<ResourceMetrics, unknown>(wire, sources));
}
