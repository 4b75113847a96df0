import type { Attributes } from '@opentelemetry/api';

/** What the SDK has counted of one series since the last collection. */
interface Series {
  record(value: number): void;
}

/** The series of an instrument that has `text` for its attributes; undefined where it is new. */
export type FindSeries = (attributes: Attributes, text: string) => Series | undefined;

/** The inner parts of an instrument of `@opentelemetry/sdk-metrics` that are relied on. */
interface KnownInstrument {
  readonly _writableMetricStorage?: {
    readonly hasAttributeProcessor?: unknown;
    readonly _deltaMetricStorage?: {
      /** Another one after each collection. */
      readonly _activeCollectionStorage?: { readonly get?: FindSeries };
    };
  };
}

/**
 * How to find a series of `instrument` by a text that is known already. The SDK's public way makes
 * it anew for each value: keys sorted, all of it written as JSON, which takes ten times as long as
 * to count the value.
 *
 * @returns undefined where the instrument is not the SDK's, is made otherwise in its version, or
 *   where a view changes what is recorded
 */
export function seriesOf(instrument: object): FindSeries | undefined {
  const storage = (instrument as KnownInstrument)._writableMetricStorage;
  const counted = storage?._deltaMetricStorage;
  if (storage?.hasAttributeProcessor !== false) return undefined;
  if (typeof counted?._activeCollectionStorage?.get !== 'function') return undefined;
  return (attributes, text) => counted._activeCollectionStorage?.get?.(attributes, text);
}
