import type { Sample } from '@agent-vitals/worker/prometheus-client';
import { byLabels } from './by-labels.js';
import { LABEL, metric, momentsOf, sumBy } from './names.js';
import type { Moments } from './statistics.js';

const KEYS = [LABEL.service, LABEL.agent, LABEL.evaluation] as const;
const SELECTOR = metric('evaluationScore');

/** A mean needs no full window, only enough samples. */
const moments = momentsOf(SELECTOR, KEYS, '$day');

/** Queries for what agents scored, by agent and evaluation. */
export const QUALITY_QUERIES = {
  evaluations: moments.count,
  scoreMean: moments.mean,
  scoreDeviation: moments.deviation,
  bestScore: `histogram_quantile(1, ${sumBy(KEYS, `increase(${SELECTOR}[$day])`)})`,
} as const;

/** What an agent scored in one evaluation. */
export interface Quality extends Moments {
  readonly service: string;
  readonly agent: string;
  readonly evaluation: string;
}

/** Half of a bucket of the scores from 0 to 1: what a score may be beside the middle of its bucket. */
const BUCKET_ERROR = 0.025;

/**
 * The scores of evaluations on the scale from 0 to 1; of others it is not known what is good.
 * Their deviation is that of the buckets, widened by what the buckets hide.
 */
export function qualityOf(
  results: Readonly<Record<keyof typeof QUALITY_QUERIES, readonly Sample[]>>,
): readonly Quality[] {
  const mean = byLabels(results.scoreMean, KEYS);
  const deviation = byLabels(results.scoreDeviation, KEYS);
  const best = byLabels(results.bestScore, KEYS);
  const above = new Set(
    results.bestScore
      .filter(({ value }) => value > 1)
      .map(({ labels }) => labels[LABEL.evaluation]),
  );
  return results.evaluations
    .filter(({ labels }) => best.has(labels) && !above.has(labels[LABEL.evaluation]))
    .map(({ labels, value }) => ({
      service: labels[LABEL.service] ?? '',
      agent: labels[LABEL.agent] ?? '',
      evaluation: labels[LABEL.evaluation] ?? '',
      count: value,
      mean: mean.value(labels),
      deviation: deviation.value(labels) + BUCKET_ERROR,
    }));
}
