import { correlate, ENOUGH_VERSIONS, type Correlation } from '../comparison/correlate.js';
import { MEASURES, type MeasureName } from '../comparison/measures.js';
import { choose } from './choose.js';
import type { PromptHistory } from './prompt-history.js';

/** With what quality may go together: what versions do that have more of it, and less. */
const AGAINST = {
  costPerSuccess: { more: 'cost more', less: 'cost less' },
  duration: { more: 'take longer', less: 'take less time' },
  outputTokens: { more: 'answer at greater length', less: 'answer more briefly' },
} as const satisfies Readonly<Partial<Record<MeasureName, Doing>>>;

interface Doing {
  readonly more: string;
  readonly less: string;
}

/** Whether versions of higher quality have more of something. */
export interface QualityCorrelation extends Correlation {
  readonly measure: MeasureName;
  /** The evaluation that tells the quality; undefined where there is none. */
  readonly evaluation: string | undefined;
  /** Who judged. */
  readonly evaluationSource: string | undefined;
  /** Of the other measure. */
  readonly source: string | undefined;
  /** What that says, in a sentence. */
  readonly sentence: string;
}

/** Correlates the quality of the versions of a prompt with what they need: cost, time and length. */
export function correlateVersions(prompt: PromptHistory): readonly QualityCorrelation[] {
  const versions = prompt.versions.map(({ version }) => version);
  const quality = choose(prompt, 'quality', versions);
  return (Object.keys(AGAINST) as (keyof typeof AGAINST)[]).map((measure) => {
    const other = choose(prompt, measure, versions);
    const correlation = correlate(
      versions.flatMap((version) => {
        const [x, y] = [quality?.samples.get(version), other?.samples.get(version)];
        return x === undefined || y === undefined ? [] : [[x.mean, y.mean] as const];
      }),
    );
    return {
      measure,
      evaluation: quality?.name,
      evaluationSource: quality?.source,
      source: other?.source,
      ...correlation,
      sentence: sentenceOf(measure, correlation),
    };
  });
}

function sentenceOf(
  measure: keyof typeof AGAINST,
  { count, coefficient, interval }: Correlation,
): string {
  const { more, less } = AGAINST[measure];
  const both = `quality and ${MEASURES[measure].title.toLowerCase()}`;
  if (count < ENOUGH_VERSIONS) {
    return `No evidence yet: ${both} are known of ${count} versions, and ${ENOUGH_VERSIONS} are needed.`;
  }
  if (coefficient === undefined || interval === undefined) {
    return `Nothing can be said: of ${both}, one is the same in all ${count} versions.`;
  }
  const [low, high] = interval;
  if (low <= 0 && high >= 0) {
    return `No evidence yet: ${count} versions do not tell whether those of higher quality ${more} or ${less}.`;
  }
  return `Of ${count} versions, those of higher quality ${low > 0 ? more : less}.`;
}
