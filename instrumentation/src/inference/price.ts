import { createOwnPrice, type OwnPrice, type Prices } from './own-prices.js';
import { priceList } from './price-list.js';
import { createHeldRates, type LookUp } from './rates.js';
import type { Usage } from './usage.js';

/** What a team takes off the list's prices: a ratio from 0 to 1, for all or by provider. */
export type Discount = number | Readonly<Record<string, number>>;

let ownPrice: OwnPrice = () => undefined;
let discount: Discount = 0;

/** Sets a team's own prices, and what it takes off the others. */
export function setPrices(prices: Prices = {}, off: Discount = 0): void {
  ownPrice = createOwnPrice(prices);
  discount = off;
}

const discountOf = (provider: string): number =>
  typeof discount === 'number' ? discount : (discount[provider] ?? 0);

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

const rates = createHeldRates();

/** To be called when the price list has changed. */
export function forgetRates(): void {
  rates.clear();
}

const listPrice = (
  provider: string,
  models: readonly (string | undefined)[],
  usage: Usage,
): number | undefined => {
  const providerId = PRICE_LIST_PROVIDER[provider] ?? provider;
  const lookUp: LookUp = (model, of) =>
    priceList().calcPrice(toPriceListUsage(of), model, { providerId });
  for (const model of models) {
    const price = model === undefined ? undefined : rates.price(providerId, model, usage, lookUp);
    if (price !== undefined) return price * (1 - discountOf(provider));
  }
  return undefined;
};

/**
 * The price of one call in US dollars: by the team's own prices, else by the list of
 * `@pydantic/genai-prices` less the team's discount; offline, with tiers and with cached tokens at
 * their own rate.
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
  try {
    return ownPrice(provider, models, usage) ?? listPrice(provider, models, usage);
  } catch {
    // The list throws on a usage that cannot be, such as more cached than input tokens: a cost
    // computed from it would be wrong, so there is none.
    return undefined;
  }
}
