import type { PriceCalculationResult } from '@pydantic/genai-prices';
import type { Usage } from './usage.js';

/** How long rates hold: price lists tell dates, and times of day in minutes. */
const HOLD_MS = 60_000;

/** Models whose rates are held, and let go all at once when there are more. */
const MAX_HELD = 500;

/** So many that the digits of a price stay exact. */
const TOKENS = 1e6;

/** US dollars of one call, and of a token more; of parts, what they cost more than the whole. */
interface Rates {
  readonly call: number;
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly reasoning: number;
}

/** Looks a price up in full; null where the model has none. */
export type LookUp = (model: string, usage: Usage) => PriceCalculationResult;

/** Rates of a model; `unknown` without a price, `uneven` where a token costs not always the same. */
type Held = Rates | 'unknown' | 'uneven';

const ratesOf = (lookUp: (usage: Usage) => PriceCalculationResult): Held => {
  const free = lookUp({ inputTokens: 0 });
  if (free === null) return 'unknown';
  const flat = Object.values(free.model_price).every((price) => typeof price !== 'object');
  if (!flat) return 'uneven';
  const call = free.total_price;
  const perToken = (usage: Usage): number => ((lookUp(usage)?.total_price ?? 0) - call) / TOKENS;
  const input = perToken({ inputTokens: TOKENS });
  const output = perToken({ outputTokens: TOKENS });
  const cached = { inputTokens: TOKENS, cacheReadInputTokens: TOKENS };
  const written = { inputTokens: TOKENS, cacheWriteInputTokens: TOKENS };
  const reasoned = { outputTokens: TOKENS, reasoningOutputTokens: TOKENS };
  return {
    call,
    input,
    output,
    cacheRead: perToken(cached) - input,
    cacheWrite: perToken(written) - input,
    reasoning: perToken(reasoned) - output,
  };
};

/** Modalities whose tokens may have a price of their own. */
const otherThanText = (usage: Usage): boolean =>
  [usage.inputByModality, usage.outputByModality, usage.cacheReadByModality].some(
    (tokens) => (tokens?.audio ?? 0) > 0 || (tokens?.image ?? 0) > 0 || (tokens?.video ?? 0) > 0,
  );

/** The price of a usage at `rates`; undefined where it takes more than these rates to tell. */
const priceAt = (rates: Rates, usage: Usage): number | undefined => {
  const { inputTokens = 0, outputTokens = 0 } = usage;
  const { cacheReadInputTokens = 0, cacheWriteInputTokens = 0, reasoningOutputTokens = 0 } = usage;
  const contradicts =
    cacheReadInputTokens + cacheWriteInputTokens > inputTokens ||
    reasoningOutputTokens > outputTokens;
  const special = (usage.cacheWriteOneHourInputTokens ?? 0) > 0 || (usage.webSearches ?? 0) > 0;
  if (contradicts || special || otherThanText(usage)) return undefined;
  return (
    rates.call +
    inputTokens * rates.input +
    cacheReadInputTokens * rates.cacheRead +
    cacheWriteInputTokens * rates.cacheWrite +
    outputTokens * rates.output +
    reasoningOutputTokens * rates.reasoning
  );
};

/** Prices calls by rates that are looked up once a minute. */
export interface HeldRates {
  /**
   * The price of a call in US dollars; undefined where the model has none.
   * @param source which price list, for models of the same name
   */
  price(source: string, model: string, usage: Usage, lookUp: LookUp): number | undefined;
  /** Forgets them, since prices have changed. */
  clear(): void;
}

/**
 * Creates a memory of rates. To look a price up takes a tenth of a millisecond, most of it to check
 * the list: as much as all else that is recorded of a call. Where a price has tiers, or a usage has
 * parts beyond text and caches, it is looked up each time.
 */
export function createHeldRates(now: () => number = () => performance.now()): HeldRates {
  const held = new Map<string, { readonly rates: Held; readonly until: number }>();
  return {
    price(source, model, usage, lookUp) {
      const key = `${source} ${model}`;
      let known = held.get(key);
      if (known === undefined || known.until <= now()) {
        if (held.size >= MAX_HELD) held.clear();
        known = { rates: ratesOf((of) => lookUp(model, of)), until: now() + HOLD_MS };
        held.set(key, known);
      }
      if (known.rates === 'unknown') return undefined;
      const price = known.rates === 'uneven' ? undefined : priceAt(known.rates, usage);
      return price ?? lookUp(model, usage)?.total_price;
    },
    clear: () => held.clear(),
  };
}
