import type { Attributes } from '@opentelemetry/api';
import type { Gauge, Measurement } from '@agent-vitals/worker';

/** What each metric shows of something; undefined where that is not known. */
export type GaugeValues<Key extends string, Of> = Readonly<
  Record<Key, (of: Of) => number | undefined>
>;

/**
 * What gauges show of something, as far as that is known.
 * @param options.at when that is so, in milliseconds since 1970
 */
export function knownGauges<Key extends string, Of>(options: {
  readonly gauges: Readonly<Record<Key, Gauge>>;
  readonly values: GaugeValues<Key, Of>;
  readonly of: Of;
  readonly at: number;
  readonly attributes: (key: Key) => Attributes;
}): readonly Measurement[] {
  const { gauges, values, of, at, attributes } = options;
  return (Object.keys(gauges) as Key[]).flatMap((key) => {
    const value = values[key](of);
    return value === undefined
      ? []
      : [{ gauge: gauges[key], value, at, attributes: attributes(key) }];
  });
}
