import { Z } from './confidence.js';
import { MEASURES, type Measure, type MeasureName } from './measures.js';
import type { Sample } from './sample.js';

/** What a comparison says. */
export type Verdict = 'better' | 'worse' | 'no evidence yet';

/** Two versions by one measure. */
export interface Comparison {
  readonly older: Sample;
  readonly newer: Sample;
  /** Of the newer from the older, in the measure's unit. */
  readonly difference: number;
  /** The difference over the older; undefined where that is 0. */
  readonly ratio: number | undefined;
  /** Between which the difference is, with `CONFIDENCE`; undefined with too few observations. */
  readonly interval: readonly [number, number] | undefined;
  readonly verdict: Verdict;
}

/**
 * Fewer observations of a version, each independent of the others, are no evidence: with as many the
 * mean of what is as skewed as durations and costs is close enough to the normal distribution that the
 * test takes it for.
 */
export const ENOUGH = 30;

/**
 * Compares two versions by a measure, with Welch's test: what varies differently may be compared.
 * Shares are compared by Newcombe's interval, which holds near 0 and 1.
 */
export function compare(name: MeasureName, older: Sample, newer: Sample): Comparison {
  const measure: Measure = MEASURES[name];
  const difference = newer.mean - older.mean;
  const interval =
    Math.min(independentOf(older), independentOf(newer)) < ENOUGH
      ? undefined
      : measure.kind === 'share'
        ? newcombe(older, newer)
        : welch(older, newer);
  return {
    older,
    newer,
    difference,
    ratio: older.mean === 0 ? undefined : difference / older.mean,
    interval,
    verdict: verdictOf(measure, interval),
  };
}

const independentOf = ({ count, independent = count }: Sample): number => independent;

/** https://en.wikipedia.org/wiki/Welch%27s_t-test */
function welch(older: Sample, newer: Sample): readonly [number, number] {
  const error = Math.sqrt(older.variance / older.count + newer.variance / newer.count);
  const difference = newer.mean - older.mean;
  return [difference - Z * error, difference + Z * error];
}

/** R. G. Newcombe, Interval estimation for the difference between independent proportions, method 10, 1998. */
function newcombe(older: Sample, newer: Sample): readonly [number, number] {
  const [olderLow, olderHigh] = wilson(older);
  const [newerLow, newerHigh] = wilson(newer);
  const difference = newer.mean - older.mean;
  return [
    difference - Math.hypot(newer.mean - newerLow, olderHigh - older.mean),
    difference + Math.hypot(newerHigh - newer.mean, older.mean - olderLow),
  ];
}

/** https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval */
function wilson({ count, mean }: Sample): readonly [number, number] {
  const scale = 1 / (1 + Z ** 2 / count);
  const centre = scale * (mean + Z ** 2 / (2 * count));
  const half = scale * Z * Math.sqrt((mean * (1 - mean)) / count + (Z / (2 * count)) ** 2);
  return [centre - half, centre + half];
}

function verdictOf({ better }: Measure, interval: Comparison['interval']): Verdict {
  if (interval === undefined) return 'no evidence yet';
  const [low, high] = interval;
  if (low <= 0 && high >= 0) return 'no evidence yet';
  return low > 0 === (better === 'higher') ? 'better' : 'worse';
}
