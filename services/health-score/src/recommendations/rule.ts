import type { VitalsConfig } from '@agent-vitals/config';
import type { Sample } from '@agent-vitals/worker/prometheus-client';
import type { Recommendation } from '../report.js';
import type { ObservationWindow } from './observation-window.js';

/** What the queries of a rule answered, by their names. */
export type Results<Query extends string> = Readonly<Record<Query, readonly Sample[]>>;

/** What a rule may know besides the answers to its queries. */
export interface RuleContext {
  readonly config: VitalsConfig;
  /** The time that `$window` stood for. */
  readonly window: ObservationWindow;
  /** Unix time in seconds. */
  readonly now: number;
}

/** A recommendation, before it is told of which rule it is. */
export interface Finding<Query extends string = string> extends Pick<
  Recommendation,
  'title' | 'subject' | 'detail' | 'gain' | 'confidence' | 'link'
> {
  /** What tells it from the other findings of its rule, the same each time. Default: the subject. */
  readonly key?: string;
  readonly evidence: {
    /** The query that shows it best. */
    readonly query: Query;
    readonly values: Readonly<Record<string, number>>;
  };
}

/** Something that can be better, and how to see it in the telemetry. */
export interface Rule<Query extends string = string> {
  /** In kebab-case. */
  readonly id: string;
  /** What it looks for. */
  readonly title: string;
  /**
   * PromQL, for all subjects at once, so that the number of queries does not grow with them.
   *
   * `[$window]` stands for the time that is looked at, back from now; `$step` and `$sparse` for the
   * time between two looks within it, a short one and a long one, and `[$range]` for what one such
   * look is taken over. `[$day]` is for means, which need no time that is full of data.
   */
  readonly queries: Readonly<Record<Query, string>>;
  /** Looks at the answers; nothing is asked here. */
  decide(results: Results<Query>, context: RuleContext): readonly Finding<Query>[];
}
