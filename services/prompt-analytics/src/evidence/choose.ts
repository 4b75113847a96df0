import type { MeasureName } from '../comparison/measures.js';
import type { Observations, PromptHistory } from './prompt-history.js';

/**
 * Chooses what versions are compared by: one evaluation of one source, as scales must not be mixed.
 * It is that which knows most of the versions; of the others, what was measured comes before what
 * the analytics system says, and of evaluations that which judged each version most often.
 * @returns undefined where nothing is known
 */
export function choose(
  { observed }: Pick<PromptHistory, 'observed'>,
  measure: MeasureName,
  versions: readonly string[],
): Observations | undefined {
  const known = ({ samples }: Observations): readonly number[] =>
    versions.flatMap((version) => samples.get(version)?.count ?? []);
  const fewest = (each: Observations): number =>
    measure === 'quality' ? Math.min(...known(each)) : 0;
  return observed[measure]
    .filter((each) => known(each).length > 0)
    .toSorted((a, b) => known(b).length - known(a).length || fewest(b) - fewest(a))[0];
}
