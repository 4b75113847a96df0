import { label, GENERAL_LABEL } from './metrics.js';

/**
 * Steps below this are not asked for. Metrics arrive every 10 s; with 15 s `$__rate_interval` is
 * never under a minute, so that a rate has samples even where calls are rare.
 */
export const MIN_STEP_SECONDS = 15;

/** How many series a panel shows at most: more cannot be told apart, and cost the browser most. */
const MAX_SERIES = 8;

const RANGE = '[$__rate_interval]';

/** Label matchers that hold a series to the chosen services. */
export const ofService = `${GENERAL_LABEL.serviceName}=~"$service"`;

/** Label matchers that hold a series to the chosen services and agents. */
export const ofAgent = `${ofService}, ${label('agentName')}=~"$agent"`;

const selector = (name: string, ...matchers: readonly string[]): string =>
  `${name}{${matchers.join(', ')}}`;

const sumBy = (by: readonly string[], expr: string): string =>
  by.length === 0 ? `sum(${expr})` : `sum by (${by.join(', ')}) (${expr})`;

/** Observations of a native histogram per second. */
export const callRate = (
  histogram: string,
  by: readonly string[],
  ...matchers: readonly string[]
): string => sumBy(by, `histogram_count(rate(${selector(histogram, ...matchers)}${RANGE}))`);

/** Increase of a counter per second. */
export const counterRate = (
  counter: string,
  by: readonly string[],
  ...matchers: readonly string[]
): string => sumBy(by, `rate(${selector(counter, ...matchers)}${RANGE})`);

/** 95th percentile of a native histogram; where nothing was observed there is no point. */
export const p95 = (
  histogram: string,
  by: readonly string[],
  ...matchers: readonly string[]
): string =>
  `histogram_quantile(0.95, ${sumBy(by, `rate(${selector(histogram, ...matchers)}${RANGE})`)}) >= 0`;

/** The largest few series of an expression. */
export const largest = (expr: string): string => `topk(${MAX_SERIES}, ${expr})`;

/** The smallest few series of an expression. */
export const smallest = (expr: string): string => `bottomk(${MAX_SERIES}, ${expr})`;

/**
 * Failures over all, 0 to 1. It is 0 where nothing failed, and absent where nothing was called:
 * no calls are no evidence that all is well.
 */
export const errorRatio = (failed: string, all: string): string =>
  `(${failed} or ${all} * 0) / (${all} > 0)`;
