import { calcPrice } from '@pydantic/genai-prices';
import type { Usage } from './usage.js';

/** Providers whose name in the price list is not the one of the semantic conventions. */
const PRICE_LIST_PROVIDER: Readonly<Record<string, string>> = {
  'azure.ai.openai': 'azure',
  'gcp.gemini': 'google',
  'gcp.vertex_ai': 'google',
  'aws.bedrock': 'aws',
  mistral_ai: 'mistral',
  moonshot_ai: 'moonshotai',
  x_ai: 'x-ai',
};

/** The names of the price list for the parts of a usage; it prices each part at its own rate. */
const toPriceListUsage = (usage: Usage): Record<string, number> => {
  const cached = usage.cacheReadByModality;
  const parts = {
    input_tokens: usage.inputTokens,
    output_tokens: usage.outputTokens,
    cache_read_tokens: usage.cacheReadInputTokens,
    cache_write_tokens: usage.cacheWriteInputTokens,
    cache_write_1h_tokens: usage.cacheWriteOneHourInputTokens,
    output_reasoning_tokens: usage.reasoningOutputTokens,
    input_audio_tokens: usage.inputByModality?.audio,
    input_image_tokens: usage.inputByModality?.image,
    input_video_tokens: usage.inputByModality?.video,
    output_audio_tokens: usage.outputByModality?.audio,
    output_image_tokens: usage.outputByModality?.image,
    output_video_tokens: usage.outputByModality?.video,
    // The list wants to know what was cached of each. Where that is not told, text is what was.
    cache_audio_read_tokens: cached?.audio ?? 0,
    cache_image_read_tokens: cached?.image ?? 0,
    cache_video_read_tokens: cached?.video ?? 0,
    web_searches: usage.webSearches,
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
