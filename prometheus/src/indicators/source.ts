import { byItem, named, type ItemName } from './items.js';

/** Observations of a histogram or a counter, told apart by item. */
export interface Source {
  /** Name in Prometheus. */
  readonly metric: string;
  /** Matchers of the observations that count. */
  readonly matchers?: readonly string[];
  readonly item: ItemName;
  /** Labels beside the item's that stay apart. */
  readonly apart?: readonly string[];
  /** How long ago, such as `1d`. Default: now. */
  readonly offset?: string;
}

/** The observations of a source that fulfil more matchers. */
export const only = (source: Source, ...matchers: readonly string[]): Source => ({
  ...source,
  matchers: [...(source.matchers ?? []), ...matchers],
});

const over = ({ metric, matchers = [], offset }: Source, window: string): string =>
  `${metric}${matchers.length === 0 ? '' : `{${matchers.join(', ')}}`}[${window}]${offset === undefined ? '' : ` offset ${offset}`}`;

const perItem = ({ item, apart = [] }: Source, expr: string): string =>
  byItem('sum', named(item, expr), ...apart);

/** How many observations a histogram got in a window, such as `1m`. */
export const observations = (source: Source, window: string): string =>
  perItem(source, `histogram_count(increase(${over(source, window)}))`);

/** The sum of what a histogram observed in a window. */
export const sumOf = (source: Source, window: string): string =>
  perItem(source, `histogram_sum(increase(${over(source, window)}))`);

/** By how much a counter rose in a window. */
export const increase = (source: Source, window: string): string =>
  perItem(source, `increase(${over(source, window)})`);

/** Observations in a window over which a percentile is more than the largest of a few. */
const ENOUGH_FOR_P95 = 20;

/**
 * The 95th percentile of a histogram in the last minute, or in the last five where there were few
 * observations, or where metrics arrive less often than Prometheus needs to see a minute.
 */
export const p95 = (source: Source): string => {
  const quantile = (window: string): string =>
    `histogram_quantile(0.95, ${perItem(source, `rate(${over(source, window)})`)})`;
  return [
    `${quantile('1m')} and ${observations(source, '1m')} >= ${ENOUGH_FOR_P95}`,
    // A quantile of nothing is NaN, which no comparison lets pass.
    `or ${quantile('5m')} >= 0`,
  ].join('\n');
};
