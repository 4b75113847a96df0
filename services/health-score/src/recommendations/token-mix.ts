import { calcPrice } from '@pydantic/genai-prices';

/** The tokens of some calls. */
export interface TokenMix {
  readonly calls: number;
  /** Cached ones included. */
  readonly input: number;
  readonly cached: number;
  /** Reasoning ones included. */
  readonly output: number;
}

/**
 * What the calls cost by the price list, in US dollars; undefined when it does not know the model.
 * The mean call is priced, since some prices rise with the length of a prompt.
 */
export function listPrice(priceList: string, model: string, mix: TokenMix): number | undefined {
  if (mix.calls <= 0) return undefined;
  const input = mix.input / mix.calls;
  const usage = {
    input_tokens: input,
    cache_read_tokens: Math.min(input, mix.cached / mix.calls),
    output_tokens: mix.output / mix.calls,
  };
  const price = calcPrice(usage, model, { providerId: priceList });
  return price === null ? undefined : price.total_price * mix.calls;
}
