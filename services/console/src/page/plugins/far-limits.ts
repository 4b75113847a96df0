import { formatValue, type FormatOptions, type ThresholdOptions } from '@perses-dev/core';

/** A limit so many times above the highest value would press the lines flat on the ground. */
const FAR = 4;

/** What is drawn of a chart's limits, and what is only said. */
export interface Limits {
  readonly drawn: ThresholdOptions;
  /** Such as "critical at 2m"; undefined where all are drawn. */
  readonly said: string | undefined;
}

/**
 * Tells limits that are far above what is measured from the others. Perses draws a limit as a line
 * like any other, so that the axis reaches up to it, and how a duration of 2 s changes cannot be
 * seen below one of 2 min. Ratios have an axis that everyone knows, and keep theirs.
 * @param highest the highest value of all lines
 */
export function limitsFor(
  thresholds: ThresholdOptions,
  highest: number,
  format: FormatOptions | undefined,
): Limits {
  const steps = thresholds.steps ?? [];
  const isFar = (value: number): boolean =>
    format?.unit !== 'percent-decimal' && highest > 0 && value > FAR * highest;
  const far = steps.filter(({ value }) => isFar(value));
  if (far.length === 0) return { drawn: thresholds, said: undefined };
  return {
    drawn: { ...thresholds, steps: steps.filter(({ value }) => !isFar(value)) },
    said: far.map(({ name, value }) => `${name} at ${formatValue(value, format)}`).join(', '),
  };
}
