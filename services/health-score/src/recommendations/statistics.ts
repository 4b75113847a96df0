import type { Recommendation } from '../report.js';
import type { ObservationWindow } from './observation-window.js';

/** How sure a rule is. */
export type Confidence = Recommendation['confidence'];

/** Two bounds between which the truth lies in 95 of 100 cases. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What is known of a distribution from a sample of it. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly deviation: number;
}

/** The 97.5th percentile of the normal distribution: 95 % lie within it on both sides. */
const Z = 1.96;

/**
 * The interval of a share, after Wilson: it holds for few trials and for shares near 0 and 1
 * (https://doi.org/10.1080/01621459.1927.10502953).
 */
export function shareInterval(successes: number, trials: number): Interval {
  if (trials <= 0) return { low: 0, high: 1 };
  const share = successes / trials;
  const scale = 1 + Z ** 2 / trials;
  const centre = (share + Z ** 2 / (2 * trials)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / trials + (Z / (2 * trials)) ** 2);
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** The interval of a mean, for the 30 samples and more that rules ask for. */
export function meanInterval({ count, mean, deviation }: Moments): Interval {
  const half = (Z * deviation) / Math.sqrt(count);
  return { low: mean - half, high: mean + half };
}

/** The interval of `a.mean - b.mean`, whose deviations may differ (Welch). */
export function differenceInterval(a: Moments, b: Moments): Interval {
  const difference = a.mean - b.mean;
  const half = Z * Math.sqrt(a.deviation ** 2 / a.count + b.deviation ** 2 / b.count);
  return { low: difference - half, high: difference + half };
}

const ORDER: readonly Confidence[] = ['low', 'medium', 'high'];

/**
 * How far what was seen speaks for what will be: by the number of samples, and by how much of a
 * day they are from.
 */
export function confidenceOf(samples: number, window: ObservationWindow): Confidence {
  if (samples >= 1000 && window.seconds >= 21_600) return 'high';
  return samples >= 100 && window.seconds >= 1800 ? 'medium' : 'low';
}

/** The lower of two. */
export function atMost(confidence: Confidence, most: Confidence): Confidence {
  return ORDER.indexOf(confidence) < ORDER.indexOf(most) ? confidence : most;
}
