import { GENERAL } from '@agent-vitals/instrumentation/general-semconv';
import { METRIC, prometheusName, type MetricKey } from '@agent-vitals/instrumentation/semconv';
import type { Series, Source, Telemetry } from './telemetry.js';

type Labels = Readonly<Record<string, string>>;

/** Finds the series of a metric by its labels; each begins when it is first used. */
export interface Instruments {
  /** A metric of the telemetry contract. */
  of(metric: MetricKey, labels: Labels): Series;
  /** A histogram of the general conventions, in seconds. */
  seconds(name: string, labels: Labels): Series;
  gauge(name: string, labels?: Labels): Series;
  counter(name: string, labels?: Labels): Series;
}

/** What Prometheus makes of each instrument. */
const KINDS = {
  histogram: 'histogram',
  counter: 'counter',
  updowncounter: 'gauge',
  gauge: 'gauge',
} as const;

/** The buckets that the conventions advise for HTTP, and those of the contract for the database. */
const HTTP_SECONDS = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 120, 300,
];

export function createInstruments(telemetry: Telemetry, source: Source): Instruments {
  const known = new Map<string, Series>();
  const find = (key: string, labels: Labels, create: () => Series): Series => {
    const id = `${key}${JSON.stringify(labels)}`;
    const found = known.get(id) ?? create();
    known.set(id, found);
    return found;
  };
  return {
    of(key, labels) {
      const definition = METRIC[key];
      const kind = KINDS[definition.instrument];
      return find(key, labels, () =>
        telemetry.series({
          source,
          kind,
          name: prometheusName(definition),
          labels,
          ...(definition.buckets && { buckets: definition.buckets }),
        }),
      );
    },
    seconds(name, labels) {
      const buckets =
        name === GENERAL.dbClientDuration ? METRIC.databaseDuration.buckets! : HTTP_SECONDS;
      return find(name, labels, () =>
        telemetry.series({ source, kind: 'histogram', name, labels, buckets }),
      );
    },
    gauge: (name, labels = {}) =>
      find(name, labels, () => telemetry.series({ source, kind: 'gauge', name, labels })),
    counter: (name, labels = {}) =>
      find(name, labels, () => telemetry.series({ source, kind: 'counter', name, labels })),
  };
}
