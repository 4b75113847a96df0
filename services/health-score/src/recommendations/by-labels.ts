import type { Sample } from '@agent-vitals/worker/prometheus-client';

type Labels = Readonly<Record<string, string>>;

/** The values of a query's answer by some of their labels. */
export interface ByLabels {
  /** The value of the series with these labels; 0 where there is none, or no number. */
  readonly value: (labels: Labels) => number;
  /** Whether there is such a series. */
  readonly has: (labels: Labels) => boolean;
}

/**
 * Finds the values of one query by the labels of another's.
 * @param names the labels by which the query groups
 */
export function byLabels(samples: readonly Sample[], names: readonly string[]): ByLabels {
  const keyOf = (labels: Labels): string => names.map((name) => labels[name] ?? '').join('\n');
  const values = new Map(
    samples
      .filter(({ value }) => Number.isFinite(value))
      .map(({ labels, value }) => [keyOf(labels), value]),
  );
  return {
    value: (labels) => values.get(keyOf(labels)) ?? 0,
    has: (labels) => values.has(keyOf(labels)),
  };
}
