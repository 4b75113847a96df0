import type { ModelPrice } from '@pydantic/genai-prices';

/** US dollars of a call, and of a million tokens of each kind. */
export interface Rates {
  readonly call: number;
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly reasoning: number;
}

/** Rates of calls with more input tokens than `above`. */
export interface TierRates {
  readonly above: number;
  readonly rates: Rates;
}

const startsOf = (price: ModelPrice[string]): readonly number[] =>
  typeof price === 'object' ? price.tiers.map(({ start }) => start) : [];

const priceAbove = (price: ModelPrice[string], above: number): number | undefined => {
  if (typeof price !== 'object') return price;
  const tier = price.tiers.findLast(({ start }) => start <= above);
  return tier?.price ?? price.base;
};

const PER_THOUSAND = 1000;

/**
 * What a model costs by the number of input tokens, the highest tier first. Empty where the list has
 * no price of its tokens. What has no price of its own costs as the whole that it is a part of.
 */
export function ratesByTier(price: ModelPrice): readonly TierRates[] {
  const starts = new Set([0, ...Object.values(price).flatMap(startsOf)]);
  return [...starts]
    .toSorted((a, b) => b - a)
    .flatMap((above) => {
      const of = (name: string): number | undefined => priceAbove(price[name], above);
      const input = of('input_mtok');
      if (input === undefined) return [];
      const output = of('output_mtok') ?? 0;
      return {
        above,
        rates: {
          call: (of('requests_kcount') ?? 0) / PER_THOUSAND,
          input,
          output,
          cacheRead: of('cache_read_mtok') ?? input,
          cacheWrite: of('cache_write_mtok') ?? input,
          reasoning: of('output_reasoning_mtok') ?? output,
        },
      };
    });
}
