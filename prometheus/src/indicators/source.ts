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

/** The series of a source, in PromQL. */
export const selector = ({ metric, matchers = [] }: Source): string =>
  `${metric}${matchers.length === 0 ? '' : `{${matchers.join(', ')}}`}`;

const over = (source: Source, window: string): string =>
  `${selector(source)}[${window}]${source.offset === undefined ? '' : ` offset ${source.offset}`}`;

const perItem = ({ item, apart = [] }: Source, expr: string): string =>
  byItem('sum', named(item, expr), ...apart);

/** How many observations a histogram got since its processes began. */
export const total = (source: Source): string =>
  perItem(source, `histogram_count(${selector(source)})`);

/** How many observations a histogram got in a window, such as `1m`. */
export const observations = (source: Source, window: string): string =>
  perItem(source, `histogram_count(increase(${over(source, window)}))`);

/** The sum of what a histogram observed in a window. */
export const sumOf = (source: Source, window: string): string =>
  perItem(source, `histogram_sum(increase(${over(source, window)}))`);

/** By how much a counter rose in a window. */
export const increase = (source: Source, window: string): string =>
  perItem(source, `increase(${over(source, window)})`);

/**
 * How many observations a histogram got in a window, to the very number. `increase` extrapolates to
 * the ends of its window, so that two failures of a new kind become three; a number that is taken
 * for evidence must not. It also counts what came while nothing was reported, which `increase` does
 * not: evidence needs both.
 */
export const counted = (source: Omit<Source, 'offset'>, window: string): string => {
  const now = `histogram_count(${selector(source)})`;
  const before = `histogram_count(${selector(source)} offset ${window})`;
  // What is less than before was counted from 0 again.
  return perItem(source, `(${now} - (${before} <= ${now} or ${now} * 0))`);
};

/** How many of the last five minutes' observations were above a value, about. */
export const above = (source: Source, value: number): string => {
  const recent = perItem(source, `increase(${over(source, '5m')})`);
  return `histogram_fraction(${value}, +Inf, ${recent}) * histogram_count(${recent})`;
};

/** The value of a histogram's observations in a window below which a part of them lies, 0 to 1. */
export const quantile = (part: number, source: Source, window: string): string =>
  `histogram_quantile(${part}, ${perItem(source, `rate(${over(source, window)})`)})`;
