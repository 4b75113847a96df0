import type { Probe } from '@agent-vitals/config';
import {
  ATTR,
  PROBE_ATTR,
  PROBE_METRIC,
  type MetricDefinition,
} from '@agent-vitals/instrumentation/semconv';
import { metrics, type Attributes, type MetricOptions, type Observable } from '@opentelemetry/api';
import type { ProbeRunner } from './probe-runner.js';
import { publicUrl } from './public-url.js';

const STATUS_CLASSES = [1, 2, 3, 4, 5] as const;

const optionsOf = ({ unit, description }: MetricDefinition): MetricOptions => ({
  unit,
  description,
});

/** A database has the name by which services call it, so that what they see and a probe are one. */
const serverOf = (probe: Probe): Attributes =>
  probe.kind === 'postgres'
    ? { [ATTR.serverAddress]: probe.host, [ATTR.serverPort]: Number(probe.port) }
    : {};

/**
 * Publishes what the probes last saw through the OpenTelemetry metrics API, at each export.
 *
 * @returns stops publishing
 */
export function publishProbes({ results }: Pick<ProbeRunner, 'results'>): () => void {
  const meter = metrics.getMeter('@agent-vitals/health-score');
  const gauge = (metric: MetricDefinition): Observable =>
    meter.createObservableGauge(metric.name, optionsOf(metric));
  const sum = (metric: MetricDefinition): Observable =>
    meter.createObservableUpDownCounter(metric.name, optionsOf(metric));
  const up = gauge(PROBE_METRIC.up);
  const failuresInARow = gauge(PROBE_METRIC.failures);
  const duration = gauge(PROBE_METRIC.duration);
  const status = sum(PROBE_METRIC.httpStatus);
  const httpDuration = gauge(PROBE_METRIC.httpDuration);
  const error = sum(PROBE_METRIC.httpError);
  const observables = [up, failuresInARow, duration, status, httpDuration, error];
  // The SDK repeats the last value of a sum that is not observed any more, so each becomes 0.
  const seen = new Map<Observable, Map<string, Attributes>>([
    [status, new Map()],
    [error, new Map()],
  ]);

  const observe: Parameters<typeof meter.addBatchObservableCallback>[0] = (observer) => {
    const ones: [Observable, Attributes][] = [];
    for (const { probe, outcome, seconds, failures } of results()) {
      const attributes = {
        [PROBE_ATTR.name]: probe.name,
        [PROBE_ATTR.kind]: probe.kind,
        [PROBE_ATTR.component]: probe.component,
        ...(probe.environment !== undefined && { [PROBE_ATTR.environment]: probe.environment }),
        ...serverOf(probe),
      };
      observer.observe(up, outcome.up ? 1 : 0, attributes);
      observer.observe(failuresInARow, failures, attributes);
      observer.observe(duration, seconds, attributes);
      if (probe.kind !== 'http') continue;
      const url = { [PROBE_ATTR.httpUrl]: publicUrl(probe.url) };
      observer.observe(httpDuration, Math.round(seconds * 1000), url);
      if (outcome.error !== undefined) {
        ones.push([error, { ...url, [PROBE_ATTR.errorMessage]: outcome.error }]);
      }
      // As the receiver has it: 0 is the status of no answer, and of each class it is told whether.
      const code = outcome.status ?? 0;
      for (const hundreds of STATUS_CLASSES) {
        const attributesOf = {
          ...url,
          [PROBE_ATTR.httpMethod]: probe.method,
          [PROBE_ATTR.httpStatusCode]: code,
          [PROBE_ATTR.httpStatusClass]: `${hundreds}xx`,
        };
        if (Math.floor(code / 100) === hundreds) ones.push([status, attributesOf]);
        else observer.observe(status, 0, attributesOf);
      }
    }
    for (const [observable, before] of seen) {
      for (const attributes of before.values()) observer.observe(observable, 0, attributes);
    }
    for (const [observable, attributes] of ones) {
      observer.observe(observable, 1, attributes);
      seen.get(observable)?.set(JSON.stringify(attributes), attributes);
    }
  };
  meter.addBatchObservableCallback(observe, observables);
  return () => meter.removeBatchObservableCallback(observe, observables);
}
