import { metrics, type Attributes, type Counter, type Observable } from '@opentelemetry/api';
import { limitAttributes } from '../instruments.js';
import { SCOPE_NAME, SCOPE_VERSION } from '../scope.js';
import { POSTGRESQL_METRIC, type MetricDefinition, type PostgresqlMetricKey } from '../semconv.js';
import { createGrowth } from './growth.js';
import type { Observation } from './views.js';

/** Publishes what a server was seen to be. */
export interface Publisher {
  /** What was seen now; nothing when the server does not answer. */
  publish(observations: readonly Observation[]): void;
}

/**
 * Numbers of what is there now. The SDK repeats the last value of a series for ever, so one that
 * is not seen any more is published as 0: a lock that was released, a server that is away.
 */
const PRESENT: ReadonlySet<PostgresqlMetricKey> = new Set([
  'up',
  'backends',
  'waitingBackends',
  'locks',
]);

/** A series with its value. */
interface Present {
  readonly state: Observable;
  readonly value: number;
  readonly attributes: Attributes;
  readonly ends: boolean;
}

/** Creates a publisher. `server` goes on every metric. */
export function createPublisher(server: Attributes): Publisher {
  const meter = metrics.getMeter(SCOPE_NAME, SCOPE_VERSION);
  const growth = createGrowth();
  const counters = new Map<MetricDefinition, Counter>();
  const states = new Map<MetricDefinition, Observable>();
  for (const metric of Object.values(POSTGRESQL_METRIC)) {
    const { name, unit, description, instrument } = metric;
    const options = { unit, description };
    if (instrument === 'counter') counters.set(metric, meter.createCounter(name, options));
    if (instrument === 'gauge') states.set(metric, meter.createObservableGauge(name, options));
    if (instrument === 'updowncounter') {
      states.set(metric, meter.createObservableUpDownCounter(name, options));
    }
  }

  let latest: ReadonlyMap<string, Present> = new Map();
  meter.addBatchObservableCallback(
    (result) => {
      for (const { state, value, attributes } of latest.values()) {
        result.observe(state, value, attributes);
      }
    },
    [...states.values()],
  );

  return {
    publish(observations) {
      const now = new Map<string, Present>();
      for (const [key, value, own] of observations) {
        if (!Number.isFinite(value)) continue;
        const metric = POSTGRESQL_METRIC[key];
        const attributes = limitAttributes({ ...own, ...server });
        const series = `${key} ${JSON.stringify(own)}`;
        const state = states.get(metric);
        if (state !== undefined) {
          now.set(series, { state, value, attributes, ends: PRESENT.has(key) });
        }
        // Also 0: a series that is there from the start shows its first growth.
        counters.get(metric)?.add(growth.since(series, value), attributes);
      }
      growth.forget();
      for (const [series, before] of latest) {
        if (before.ends && before.value !== 0 && !now.has(series)) {
          now.set(series, { ...before, value: 0 });
        }
      }
      latest = now;
    },
  };
}
