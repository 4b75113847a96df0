import type { Severity } from '../model.js';
import { A, B, type Side } from './sides.js';
import { total, type Recorded } from './total.js';

/** Of 100 differences that are chance alone, 5 are taken for more. */
const CERTAIN = 1.96;

/** Fewer calls of a side than this say nothing; the tests take means to be normally distributed. */
const ENOUGH = 30;

/** What may come out, in words. */
interface Words {
  /** B has more, or less, of it, and it is not chance. */
  readonly more: string;
  readonly less: string;
}

const SAME = 'no evidence of a difference';
const FEW = 'too few calls to tell';

/** The label whose values are the words. */
export const VERDICT = 'verdict';

/** The words that have a colour, where more of it is worse. */
export const severitiesOf = ({ more, less }: Words): Readonly<Record<string, Severity>> => ({
  [more]: 'critical',
  [less]: 'good',
});

/** How many are counted on a side, where they are enough. */
const enough = (by: string, count: Recorded, side: Side): string =>
  `(${total(by, count, side)} >= ${ENOUGH})`;

/**
 * Whether a difference is more than chance, as the label {@link VERDICT}.
 *
 * @param z how many standard errors B is above A; nothing where a side has not {@link enough}
 * @param count what is counted on each side
 */
const inWords = (by: string, z: string, count: Recorded, words: Words): string => {
  // 1 and -1 from the limit on, else 0.
  const outcome = `round(clamp(${z} / ${2 * CERTAIN}, -1, 1))`;
  const code = `${outcome} or 2 + 0 * (${total(by, count, A)} or ${total(by, count, B)})`;
  const named = [
    ['1', words.more],
    ['-1', words.less],
    ['0', SAME],
    ['2', FEW],
  ] as const;
  return named.reduce(
    (expr, [value, word]) =>
      `label_replace(${expr}, "${VERDICT}", "${word}", "${VERDICT}", "${value}")`,
    `count_values by (${by}) ("${VERDICT}", ${code})`,
  );
};

/**
 * Whether a part of what is counted differs: the two-proportion z-test, of angles, whose variance does
 * not depend on the proportion, with what Anscombe adds for small counts: https://doi.org/10.2307/2332343.
 * Of 100 pairs that are alike, of 30 to 3,000 calls each, of which 0.5 to 90 % fail, up to 7 are taken
 * for different.
 */
export const proportionsDiffer = (
  by: string,
  part: Recorded,
  whole: Recorded,
  words: Words,
): string => {
  const angle = (side: Side): string =>
    `asin(sqrt((${total(by, part, side)} + 0.375) / (${total(by, whole, side)} + 0.75)))`;
  const of = (side: Side): string => `1 / ${enough(by, whole, side)}`;
  const z = `2 * (${angle(B)} - ${angle(A)}) / sqrt(${of(A)} + ${of(B)})`;
  return inWords(by, z, whole, words);
};

/** What a mean is made of. */
export interface Observed {
  readonly count: Recorded;
  readonly sum: Recorded;
  readonly squares: Recorded;
}

/** The mean of a side. */
export const mean = (by: string, { count, sum }: Observed, side: Side): string =>
  `(${total(by, sum, side)} / (${total(by, count, side)} > 0))`;

/**
 * Whether means differ: Welch's test, which lets each side vary as it does,
 * https://en.wikipedia.org/wiki/Welch%27s_t-test
 */
export const meansDiffer = (
  by: string,
  { count, sum, squares }: Observed,
  words: Words,
): string => {
  const n = (side: Side): string => enough(by, count, side);
  const ofMean = (side: Side): string =>
    `(${total(by, squares, side)} - ${total(by, sum, side)} ^ 2 / ${n(side)}) / ${n(side)} ^ 2`;
  const difference = `${total(by, sum, B)} / ${n(B)} - ${total(by, sum, A)} / ${n(A)}`;
  const z = `(${difference}) / sqrt(${ofMean(A)} + ${ofMean(B)})`;
  return inWords(by, z, count, words);
};
