import type { Component, IndicatorKey } from '@agent-vitals/config';
import type { Recording } from '../recording.js';
import type { Source } from './source.js';
import type { Window } from './window.js';

/** How an indicator is measured. */
export interface Measurement {
  /**
   * PromQL of the indicator: one sample for each item, labelled as {@link BY}. It is absent where
   * nothing was called: no calls are no evidence that all is well.
   */
  readonly expr: string;
  /** How often it is measured; `slow` for what looks back over days. */
  readonly pace: Pace;
  /** Series that it reads, recorded before it at the pace at which they change. */
  readonly reads?: readonly (Recording & { readonly pace: Pace })[];
  /** Of a ratio of failures: what is counted. */
  readonly failures?: Failures;
  /** Of an availability: PromQL with a 0 for each item that is down at this moment. */
  readonly down?: string;
  /** PromQL of the indicator over less time, for what is critical; it may be of fewer items. */
  readonly now?: string;
  /** PromQL of the indicator over more time, for warnings. */
  readonly lately?: string;
  /** Of a percentile: what is observed. */
  readonly observed?: Source;
  /** Whether it goes up and down by chance, as a mean of few does. */
  readonly noisy?: true;
}

/** The failures and the calls that a ratio is made of. */
export interface Failures {
  readonly part: Source;
  readonly whole: Source;
  /** The label that tells of what kind a failure is. */
  readonly kind: string;
  /** Leaves out items of the whole. */
  readonly restrict: (expr: string) => string;
  /** A shorter window that is looked at first. */
  readonly first?: Window;
}

/** Every 10 s or every minute. */
export type Pace = 'fast' | 'slow';

/** The measurements of a component; undefined for an indicator for which vitals.yaml has no entry. */
export type Measurements<C extends Component> = Readonly<
  Record<Extract<IndicatorKey, `${C}.${string}`>, Measurement | undefined>
>;
