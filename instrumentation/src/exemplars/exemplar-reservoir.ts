import { INVALID_TRACEID, TraceFlags, type SpanContext } from '@opentelemetry/api';
import type { MetricDefinition } from '../semconv.js';

/** A value of a histogram with the span in which it was measured. */
export interface Exemplar {
  readonly value: number;
  /** Milliseconds since the epoch. */
  readonly timeMs: number;
  readonly traceId: string;
  readonly spanId: string;
}

/** Keeps examples of what was measured since the last export. */
export interface ExemplarReservoir {
  /**
   * Keeps `value` where its span is sampled: an exemplar leads to a trace that can be looked at.
   *
   * @param text of the attributes, see {@link attributesText}
   */
  offer(metric: MetricDefinition, value: number, text: string, span: SpanContext | undefined): void;
  /** Takes out what is kept for a series, oldest first. */
  take(metric: string, text: string): readonly Exemplar[];
}

/** Exemplars kept at a time, 150 bytes each; more series than that wait for the next interval. */
const MAX_EXEMPLARS = 2000;

const bucketOf = (bounds: readonly number[], value: number): number => {
  const index = bounds.findIndex((bound) => value <= bound);
  return index === -1 ? bounds.length : index;
};

/**
 * Keeps for each series and each of its buckets the last one, so that the slow call is not lost
 * behind the many quick ones after it.
 * Source: https://opentelemetry.io/docs/specs/otel/metrics/sdk/#alignedhistogrambucketexemplarreservoir
 */
export function createExemplarReservoir(): ExemplarReservoir {
  /** By metric, then by attributes: a text put together anew would be read whole for each look-up. */
  const kept = new Map<string, Map<string, Map<number, Exemplar>>>();
  let size = 0;

  const seriesOf = (metric: string): Map<string, Map<number, Exemplar>> => {
    let series = kept.get(metric);
    if (series === undefined) {
      series = new Map();
      kept.set(metric, series);
    }
    return series;
  };

  return {
    offer(metric, value, text, span) {
      if (span === undefined || (span.traceFlags & TraceFlags.SAMPLED) === 0) return;
      if (span.traceId === INVALID_TRACEID) return;
      const series = seriesOf(metric.name);
      const buckets = series.get(text) ?? new Map<number, Exemplar>();
      const bucket = bucketOf(metric.buckets ?? [], value);
      if (!buckets.has(bucket)) {
        if (size >= MAX_EXEMPLARS) return;
        size += 1;
      }
      series.set(text, buckets);
      const { traceId, spanId } = span;
      buckets.set(bucket, { value, timeMs: Date.now(), traceId, spanId });
    },
    take(metric, text) {
      const series = seriesOf(metric);
      const buckets = series.get(text);
      if (buckets === undefined) return [];
      series.delete(text);
      size -= buckets.size;
      return [...buckets.values()].sort((a, b) => a.timeMs - b.timeMs);
    },
  };
}
