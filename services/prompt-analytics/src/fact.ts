/** What the analytics system has found out about a prompt. */
export interface Fact {
  /** The same whenever the same is read again: nothing counts twice. */
  readonly key: string;
  /**
   * `measurement`: of runs; `assessment`: a judgement of the prompt; `evaluation`: one that a log event
   * tells of; `recommendation`: what it would change; `optimisation`: a change that was made, or taken
   * back.
   */
  readonly kind: 'measurement' | 'evaluation' | 'assessment' | 'recommendation' | 'optimisation';
  /** The file and table that it is from: `analytics.db/cost_metrics`. */
  readonly source: string;
  /** As the analytics system names it. */
  readonly promptId: string;
  /** When that was so, in milliseconds since 1970. */
  readonly at: number;
  /** By the name of their column: `overall_quality`. */
  readonly values: Readonly<Record<string, number>>;
  /** What is said in words, by the name of its column. */
  readonly words: Readonly<Record<string, string>>;
}

/** A fact about a prompt whose name is known. */
export interface NamedFact extends Fact {
  readonly promptName: string;
  readonly promptVersion: string | undefined;
}

const OBSERVING: ReadonlySet<Fact['kind']> = new Set(['measurement', 'assessment', 'evaluation']);

/** Whether it tells how a version did; advice and changes do not. */
export const isObservation = ({ kind }: Pick<Fact, 'kind'>): boolean => OBSERVING.has(kind);
