import { calcPrice } from '@pydantic/genai-prices';
import type { Usage } from './usage.js';

/** Providers whose name in the price list is not the one of the semantic conventions. */
const PRICE_LIST_PROVIDER: Readonly<Record<string, string>> = {
  'azure.ai.openai': 'azure',
  'gcp.gemini': 'google',
  'aws.bedrock': 'aws',
  mistral_ai: 'mistral',
  x_ai: 'x-ai',
};

/** The names of the price list for the parts of a usage; it prices each part at its own rate. */
const toPriceListUsage = (usage: Usage): Record<string, number> => {
  const parts = {
    input_tokens: usage.inputTokens,
    output_tokens: usage.outputTokens,
    cache_read_tokens: usage.cacheReadInputTokens,
    cache_write_tokens: usage.cacheWriteInputTokens,
    input_audio_tokens: usage.inputAudioTokens,
    output_audio_tokens: usage.outputAudioTokens,
  };
  return Object.fromEntries(
    Object.entries(parts).filter((part): part is [string, number] => part[1] !== undefined),
  );
};

/**
 * The price of one call in US dollars, from the price list that is bundled with
 * `@pydantic/genai-prices`: offline, with tiers and with cached tokens at their own rate.
 *
 * @param models names to look for, the first that has a price counts
 * @returns undefined when no price is known, or the usage contradicts itself
 */
export function priceOf(
  provider: string,
  models: readonly (string | undefined)[],
  usage: Usage,
): number | undefined {
  if (usage.inputTokens === undefined && usage.outputTokens === undefined) return undefined;
  const counted = toPriceListUsage(usage);
  for (const model of models) {
    if (model === undefined) continue;
    try {
      const providerId = PRICE_LIST_PROVIDER[provider] ?? provider;
      const price = calcPrice(counted, model, { providerId });
      if (price !== null) return price.total_price;
    } catch {
      // The list throws on a usage that cannot be, such as more cached than input tokens: a cost
      // computed from it would be wrong, so there is none.
      return undefined;
    }
  }
  return undefined;
}
