import { compare, type Comparison } from '../comparison/compare.js';
import { MEASURES, type MeasureName } from '../comparison/measures.js';
import type { Sample } from '../comparison/sample.js';
import { choose } from './choose.js';
import type { PromptHistory, PromptVersion } from './prompt-history.js';

/** Two versions by one measure. */
export interface MeasureEvidence extends Comparison {
  readonly measure: MeasureName;
  /** Of the observations; undefined where there are none. */
  readonly source: string | undefined;
  /** The evaluation, or the column of the source; undefined of what was measured from calls. */
  readonly evaluation: string | undefined;
}

/** What is known of the difference of two versions of a prompt. */
export interface Evidence {
  readonly promptName: string;
  readonly older: PromptVersion;
  readonly newer: PromptVersion;
  /** One of each measure. */
  readonly measures: readonly MeasureEvidence[];
}

const NOTHING: Sample = { count: 0, mean: 0, variance: 0 };

/** Compares two versions of a prompt by every measure. */
export function compareVersions(
  prompt: PromptHistory,
  older: PromptVersion,
  newer: PromptVersion,
): Evidence {
  const evidence = (measure: MeasureName): MeasureEvidence => {
    const chosen = choose(prompt, measure, [older.version, newer.version]);
    const sampleOf = ({ version }: PromptVersion): Sample =>
      chosen?.samples.get(version) ?? NOTHING;
    return {
      measure,
      source: chosen?.source,
      evaluation: chosen?.name,
      ...compare(measure, sampleOf(older), sampleOf(newer)),
    };
  };
  const measures = (Object.keys(MEASURES) as MeasureName[]).map(evidence);
  return { promptName: prompt.name, older, newer, measures };
}

/** Compares, of each prompt that has more than one, the newest version with the one before. */
export const evidenceOf = (prompts: readonly PromptHistory[]): readonly Evidence[] =>
  prompts.flatMap((prompt) => {
    const [older, newer] = prompt.versions.slice(-2);
    return older === undefined || newer === undefined
      ? []
      : [compareVersions(prompt, older, newer)];
  });
