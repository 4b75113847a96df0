import type { MeasureName } from '../comparison/measures.js';
import type { Sample } from '../comparison/sample.js';

/** A version of a prompt, and when it was used. */
export interface PromptVersion {
  readonly version: string;
  /** In milliseconds since 1970. */
  readonly firstUse: number;
  /** In milliseconds since 1970. */
  readonly lastUse: number;
  /** That were measured; 0 of a version that only the analytics system knows. */
  readonly calls: number;
}

/** What is known of versions by one measure, from one source: only that may be compared. */
export interface Observations {
  /** Where it is from: `measured`, or `analytics.db/cost_metrics`, or who reported it. */
  readonly source: string;
  /** The evaluation, or the column; undefined of what was measured from calls. */
  readonly name: string | undefined;
  /** By version; those without observations are missing. */
  readonly samples: ReadonlyMap<string, Sample>;
}

/** A prompt, and what is known of its versions. */
export interface PromptHistory {
  readonly name: string;
  /** In the order of their first use. */
  readonly versions: readonly PromptVersion[];
  /** By measure, those that are to be preferred first. */
  readonly observed: Readonly<Record<MeasureName, readonly Observations[]>>;
}

/** The source of what was measured. */
export const MEASURED = 'measured';
