import type { ISerializer } from '@opentelemetry/otlp-transformer';
import { DataPointType, type ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { attributesText } from '../attributes-text.js';
import { SCOPE_NAME } from '../scope.js';
import { appendToMessages, varint } from './append-to-messages.js';
import type { Exemplar, ExemplarReservoir } from './exemplar-reservoir.js';

/** The exemplars of each histogram point, in the order in which a serializer writes the points. */
const exemplarsOf = (
  metrics: ResourceMetrics,
  reservoir: ExemplarReservoir,
): readonly (readonly Exemplar[])[] =>
  metrics.scopeMetrics.flatMap((scope) =>
    scope.metrics
      .filter((metric) => metric.dataPointType === DataPointType.HISTOGRAM)
      .flatMap(({ descriptor, dataPoints }) =>
        dataPoints.map(({ attributes }) =>
          scope.scope.name === SCOPE_NAME
            ? reservoir.take(descriptor.name, attributesText(attributes))
            : [],
        ),
      ),
  );

const NANOSECONDS_PER_MS = 1_000_000n;

const unixNano = (exemplar: Exemplar): bigint => BigInt(exemplar.timeMs) * NANOSECONDS_PER_MS;

/** The points of histograms within `ExportMetricsServiceRequest`, by field numbers. */
const HISTOGRAM_POINTS = [1, 2, 2, 9, 1];

/** Length-delimited field 8 of a `HistogramDataPoint`. */
const EXEMPLARS_TAG = 0x42;

/** Fields 2 (fixed64 time), 3 (double value), 4 (bytes span id), 5 (bytes trace id). */
const toProtobuf = (exemplar: Exemplar): Buffer => {
  const numbers = Buffer.alloc(18);
  numbers[0] = 0x11;
  numbers.writeBigUInt64LE(unixNano(exemplar), 1);
  numbers[9] = 0x19;
  numbers.writeDoubleLE(exemplar.value, 10);
  const spanId = Buffer.from(exemplar.spanId, 'hex');
  const traceId = Buffer.from(exemplar.traceId, 'hex');
  const body = Buffer.concat([
    numbers,
    Uint8Array.of(0x22, spanId.length),
    spanId,
    Uint8Array.of(0x2a, traceId.length),
    traceId,
  ]);
  return Buffer.concat([Uint8Array.of(EXEMPLARS_TAG), varint(body.length), body]);
};

const intoProtobuf = (bytes: Uint8Array, points: readonly (readonly Exemplar[])[]): Uint8Array => {
  let index = 0;
  return appendToMessages(bytes, HISTOGRAM_POINTS, () => {
    const exemplars = points[index] ?? [];
    index += 1;
    return Buffer.concat(exemplars.map(toProtobuf));
  });
};

interface JsonRequest {
  readonly resourceMetrics: readonly {
    readonly scopeMetrics: readonly {
      readonly metrics: readonly { readonly histogram?: { readonly dataPoints: object[] } }[];
    }[];
  }[];
}

const toJson = (exemplar: Exemplar): object => ({
  timeUnixNano: String(unixNano(exemplar)),
  asDouble: exemplar.value,
  spanId: exemplar.spanId,
  traceId: exemplar.traceId,
});

const intoJson = (bytes: Uint8Array, points: readonly (readonly Exemplar[])[]): Uint8Array => {
  const request = JSON.parse(Buffer.from(bytes).toString()) as JsonRequest;
  let index = 0;
  for (const { scopeMetrics } of request.resourceMetrics) {
    for (const { histogram } of scopeMetrics.flatMap(({ metrics }) => metrics)) {
      for (const point of histogram?.dataPoints ?? []) {
        const exemplars = points[index] ?? [];
        index += 1;
        if (exemplars.length > 0) Object.assign(point, { exemplars: exemplars.map(toJson) });
      }
    }
  }
  return Buffer.from(JSON.stringify(request));
};

const INTO = { protobuf: intoProtobuf, json: intoJson } as const;

/**
 * A serializer of metrics that adds exemplars to the points of this package's histograms. The SDK
 * has none (https://github.com/open-telemetry/opentelemetry-js/issues/5147), and its serializers
 * have no place for them, so they are put into what those have written.
 */
export function withExemplars<Response>(
  encoding: 'protobuf' | 'json',
  serializer: ISerializer<ResourceMetrics, Response>,
  reservoir: ExemplarReservoir,
): ISerializer<ResourceMetrics, Response> {
  return {
    serializeRequest(metrics) {
      const bytes = serializer.serializeRequest(metrics);
      const points = exemplarsOf(metrics, reservoir);
      const none = bytes === undefined || points.every((exemplars) => exemplars.length === 0);
      return none ? bytes : INTO[encoding](bytes, points);
    },
    deserializeResponse: (response) => serializer.deserializeResponse(response),
  };
}
