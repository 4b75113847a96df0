import type { Provider } from '@pydantic/genai-prices';
import { priceList } from './price-list.js';
import type { Usage } from './usage.js';

/** What a model costs a team, in US dollars for a million tokens. */
export interface ModelPrices {
  readonly input: number;
  readonly output: number;
  /** Input tokens that a cache of the provider served. Default: as `input`. */
  readonly cacheRead?: number;
  /** Input tokens that were written to a cache of the provider. Default: as `input`. */
  readonly cacheWrite?: number;
}

/**
 * A team's own prices: by provider as `gen_ai.provider.name` spells it, and by model. A name that
 * ends in `*` stands for all models that begin so; an exact name wins, then the longest beginning.
 */
export type Prices = Readonly<Record<string, Readonly<Record<string, ModelPrices>>>>;

const toProvider = ([id, models]: [string, Prices[string]]): [string, Provider] => [
  id.toLowerCase(),
  {
    id,
    name: id,
    api_pattern: '',
    // The first that matches counts.
    models: Object.entries(models)
      .toSorted(
        ([a], [b]) => Number(a.endsWith('*')) - Number(b.endsWith('*')) || b.length - a.length,
      )
      .map(([model, { input, output, cacheRead = input, cacheWrite = input }]) => {
        const name = model.toLowerCase();
        return {
          id: model,
          match: name.endsWith('*') ? { starts_with: name.slice(0, -1) } : { equals: name },
          prices: {
            input_mtok: input,
            output_mtok: output,
            cache_read_mtok: cacheRead,
            cache_write_mtok: cacheWrite,
          },
        };
      }),
  },
];

/** Prices a call by a team's own prices. */
export type OwnPrice = (
  provider: string,
  models: readonly (string | undefined)[],
  usage: Usage,
) => number | undefined;

/**
 * Reads a team's own prices.
 * @returns prices a call by the first of its models that has one; undefined where none has. Throws
 * on a usage that contradicts itself
 */
export function createOwnPrice(prices: Prices): OwnPrice {
  const providers = new Map(Object.entries(prices).map(toProvider));
  return (provider, models, usage) => {
    const own = providers.get(provider.toLowerCase());
    if (own === undefined) return undefined;
    const counted = {
      input_tokens: usage.inputTokens ?? 0,
      output_tokens: usage.outputTokens ?? 0,
      cache_read_tokens: usage.cacheReadInputTokens ?? 0,
      cache_write_tokens: usage.cacheWriteInputTokens ?? 0,
    };
    for (const model of models) {
      const price =
        model === undefined ? null : priceList().calcPrice(counted, model, { provider: own });
      if (price !== null) return price.total_price;
    }
    return undefined;
  };
}
