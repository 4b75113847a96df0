import { ValueType, type Attributes, type HrTime } from '@opentelemetry/api';
import { millisToHrTime } from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import {
  AggregationTemporality,
  DataPointType,
  type GaugeMetricData,
} from '@opentelemetry/sdk-metrics';
import { arrived } from './arrived.js';
import { ownResource } from './resource.js';

/** A metric that tells how something was. */
export interface Gauge {
  readonly name: string;
  /** UCUM. */
  readonly unit: string;
  readonly description: string;
}

/** What a gauge showed. */
export interface Measurement {
  readonly gauge: Gauge;
  readonly value: number;
  /** When it did so, in milliseconds since 1970. */
  readonly at: number;
  readonly attributes: Attributes;
}

/** Sends what was measured with the time at which that was so, and tells whether it has arrived. */
export interface GaugeSink {
  /** @throws {Error} it has not arrived, or not all */
  send(measurements: readonly Measurement[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Sends over OTLP/HTTP to where `OTEL_EXPORTER_OTLP_*` say. The metrics API knows no other time than
 * now.
 * @param scope the name of the package that sends
 */
export function createGaugeSink(scope: string): GaugeSink {
  const resource = ownResource();
  const exporter = new OTLPMetricExporter();
  return {
    send(measurements) {
      const metrics = [...Map.groupBy(measurements, ({ gauge }) => gauge)].map(metricOf);
      return arrived('metrics', (done) =>
        exporter.export({ resource, scopeMetrics: [{ scope: { name: scope }, metrics }] }, done),
      );
    },
    close: () => exporter.shutdown(),
  };
}

const metricOf = ([gauge, measurements]: [Gauge, readonly Measurement[]]): GaugeMetricData => ({
  descriptor: { ...gauge, valueType: ValueType.DOUBLE },
  dataPointType: DataPointType.GAUGE,
  aggregationTemporality: AggregationTemporality.CUMULATIVE,
  dataPoints: measurements.map(({ value, at, attributes }) => {
    const time: HrTime = millisToHrTime(at);
    return { startTime: time, endTime: time, value, attributes };
  }),
});
