import { label, GENERAL_LABEL, INDICATOR_LABEL } from './metrics.js';

/**
 * Steps below this are not asked for. Metrics arrive every 10 s; with 15 s `$__rate_interval` is
 * never under a minute, so that a rate has samples even where calls are rare.
 */
export const MIN_STEP_SECONDS = 15;

/** How many series a panel shows at most: more cannot be told apart, and cost the browser most. */
const MAX_SERIES = 8;

/** The window of a rate: it grows with the step, so that no sample is left out. */
export const RANGE = '$__rate_interval';

/** A label matcher that holds a series to what is chosen for a variable. */
export const chosen = (labelName: string, variable: string): string =>
  `${labelName}=~"$${variable}"`;

/** Holds a series to the chosen services. */
export const ofService: string = chosen(GENERAL_LABEL.serviceName, 'service');

/** Label matchers that hold a series to the chosen services and agents. */
export const ofAgent = `${ofService}, ${chosen(label('agentName'), 'agent')}`;

/** Holds a recorded series to the items chosen for a variable. */
export const ofItem = (variable: string): string => chosen(INDICATOR_LABEL.item, variable);

export const selector = (name: string, ...matchers: readonly string[]): string =>
  matchers.length === 0 ? name : `${name}{${matchers.join(', ')}}`;

const sumBy = (by: readonly string[], expr: string): string =>
  by.length === 0 ? `sum(${expr})` : `sum by (${by.join(', ')}) (${expr})`;

/** Observations of a native histogram per second. */
export const callRate = (
  histogram: string,
  by: readonly string[],
  ...matchers: readonly string[]
): string => sumBy(by, `histogram_count(rate(${selector(histogram, ...matchers)}[${RANGE}]))`);

/** Sum of what a native histogram observed, per second. */
export const observedRate = (
  histogram: string,
  by: readonly string[],
  ...matchers: readonly string[]
): string => sumBy(by, `histogram_sum(rate(${selector(histogram, ...matchers)}[${RANGE}]))`);

/** Increase of a counter per second. */
export const counterRate = (
  counter: string,
  by: readonly string[],
  ...matchers: readonly string[]
): string => sumBy(by, `rate(${selector(counter, ...matchers)}[${RANGE}])`);

const quantile =
  (q: number) =>
  (histogram: string, by: readonly string[], ...matchers: readonly string[]): string =>
    `histogram_quantile(${q}, ${sumBy(by, `rate(${selector(histogram, ...matchers)}[${RANGE}])`)}) >= 0`;

/** 95th percentile of a native histogram; where nothing was observed there is no point. */
export const p95: ReturnType<typeof quantile> = quantile(0.95);

/** Median of a native histogram; where nothing was observed there is no point. */
export const p50: ReturnType<typeof quantile> = quantile(0.5);

/** The largest few series of an expression. */
export const largest = (expr: string): string => `topk(${MAX_SERIES}, ${expr})`;

/** The smallest few series of an expression. */
export const smallest = (expr: string): string => `bottomk(${MAX_SERIES}, ${expr})`;

/** An expression, or 0 where it has no answer: nothing of what it counts has happened yet. */
export const orZero = (expr: string): string => `${expr} or vector(0)`;
