import {
  context as contexts,
  diag,
  metrics,
  trace,
  type Attributes,
  type Context,
  type MeterProvider,
} from '@opentelemetry/api';
import {
  createAttributeLimiter,
  FOLDED_VALUE,
  type AttributeLimiter,
} from './attribute-limiter.js';
import { createExemplarReservoir, type ExemplarReservoir } from './exemplars/exemplar-reservoir.js';
import { seriesOf, type FindSeries } from './instrument-series.js';
import { ATTR, METRIC, type MetricKey } from './semconv.js';
import { SCOPE_NAME, SCOPE_VERSION } from './scope.js';

/** Values of one attribute on metrics before the rest is folded, unless set otherwise. */
export const DEFAULT_ATTRIBUTE_LIMIT = 100;

interface Instrument {
  readonly record: (value: number, attributes: Attributes, context?: Context) => void;
  /** The quick way to a series; undefined where there is none. */
  readonly series: FindSeries | undefined;
}
type Instruments = { readonly [key in MetricKey]: Instrument };

const createInstruments = (provider: MeterProvider): Instruments => {
  const meter = provider.getMeter(SCOPE_NAME, SCOPE_VERSION);
  const entries = Object.entries(METRIC).map(([key, metric]): [string, Instrument] => {
    const { unit, description } = metric;
    if (metric.instrument !== 'histogram') {
      const create = metric.instrument === 'counter' ? 'createCounter' : 'createUpDownCounter';
      const counter = meter[create](metric.name, { unit, description });
      return [key, { record: counter.add.bind(counter), series: seriesOf(counter) }];
    }
    const histogram = meter.createHistogram(metric.name, {
      unit,
      description,
      advice: { explicitBucketBoundaries: [...(metric.buckets ?? [])] },
    });
    return [key, { record: histogram.record.bind(histogram), series: seriesOf(histogram) }];
  });
  return Object.fromEntries(entries) as Instruments;
};

let current: { readonly provider: MeterProvider; readonly instruments: Instruments } | undefined;

/** What the API gives until the SDK starts, where this module is loaded before that. */
const before: MeterProvider = metrics.getMeterProvider();

/**
 * The API has no proxy for meters: instruments made before the SDK starts stay silent for ever.
 * Once it has started, there is no other, and nothing to ask for on each record.
 */
const instruments = (): Instruments => {
  if (current !== undefined && current.provider !== before) return current.instruments;
  const provider = metrics.getMeterProvider();
  if (current?.provider !== provider) {
    current = { provider, instruments: createInstruments(provider) };
  }
  return current.instruments;
};

let exemplars: ExemplarReservoir | undefined;

/** Keeps an exemplar of what is recorded from now on, for an exporter to take. */
export function keepExemplars(): ExemplarReservoir {
  exemplars ??= createExemplarReservoir();
  return exemplars;
}

/**
 * Records values of a metric of the contract.
 *
 * @param attributes what {@link limitAttributes} returned
 * @param context of the operation that is measured, for exemplars; default the active one
 */
export function recordMetrics(
  key: MetricKey,
  values: readonly number[],
  attributes: Attributes,
  context?: Context,
): void {
  const { record, series } = instruments()[key];
  const text = limiter.text(attributes);
  const least = METRIC[key].instrument === 'updowncounter' ? -Infinity : 0;
  for (const value of values) {
    const counted = value >= least ? series?.(attributes, text) : undefined;
    if (counted === undefined) record(value, attributes, context);
    else counted.record(value);
  }
  if (exemplars === undefined || METRIC[key].instrument !== 'histogram') return;
  const span = trace.getSpanContext(context ?? contexts.active());
  for (const value of values) exemplars.offer(METRIC[key], value, text, span);
}

/** Records one value of a metric of the contract: see {@link recordMetrics}. */
export function recordMetric(
  key: MetricKey,
  value: number,
  attributes: Attributes,
  context?: Context,
): void {
  recordMetrics(key, [value], attributes, context);
}

const createLimiter = (bound: number): AttributeLimiter =>
  createAttributeLimiter({
    bound,
    onFold: (attribute, first) => {
      if (first) {
        diag.warn(
          `agent-vitals: ${attribute} has more than ${bound} values on metrics; further ones are ` +
            `recorded as "${FOLDED_VALUE}". Spans keep the value. Option: attributeLimit`,
        );
      }
      recordMetric('limitedAttributes', 1, { [ATTR.limitedAttribute]: attribute });
    },
  });

let limiter = createLimiter(DEFAULT_ATTRIBUTE_LIMIT);

/** Bounds the values of `attributes` for use on metrics: see {@link createAttributeLimiter}. */
export function limitAttributes(attributes: Attributes): Attributes {
  return limiter.limit(attributes);
}

/** Sets the bound of {@link limitAttributes} and forgets the values seen. */
export function setAttributeLimit(bound: number): void {
  limiter = createLimiter(bound);
}
