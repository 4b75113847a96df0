import { calcPrice, findProvider, type ModelPrice } from '@pydantic/genai-prices';
import { expect, test } from 'vitest';
import { PRICED_PROVIDERS } from './priced-providers.js';
import { ratesByTier } from './rates.js';

const MILLION = 1e6;

const USAGES = [
  { input: 1000, output: 500, cacheRead: 400, cacheWrite: 100, reasoning: 50 },
  { input: 250_000, output: 3000, cacheRead: 1000, cacheWrite: 0, reasoning: 0 },
  { input: 100, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 },
];

/** As the collector computes it. */
function priceAt(price: ModelPrice, usage: (typeof USAGES)[0]): number | undefined {
  const { input, output, cacheRead, cacheWrite, reasoning } = usage;
  const tiers = ratesByTier(price);
  const rates = tiers.find(({ above }) => above === 0 || input > above)?.rates;
  if (rates === undefined) return undefined;
  return (
    rates.call +
    ((input - cacheRead - cacheWrite) * rates.input +
      (output - reasoning) * rates.output +
      cacheRead * rates.cacheRead +
      cacheWrite * rates.cacheWrite +
      reasoning * rates.reasoning) /
      MILLION
  );
}

test.each(PRICED_PROVIDERS.map(({ listId }) => listId))(
  'a call costs with %s what the price list says, whatever its size',
  (providerId) => {
    const models = findProvider({ providerId })?.models ?? [];
    expect(models).not.toEqual([]);
    for (const { id, prices } of models) {
      if (Array.isArray(prices) || ratesByTier(prices).length === 0) continue;
      for (const usage of USAGES) {
        const listed = calcPrice(
          {
            input_tokens: usage.input,
            output_tokens: usage.output,
            cache_read_tokens: usage.cacheRead,
            cache_write_tokens: usage.cacheWrite,
            output_reasoning_tokens: usage.reasoning,
          },
          id,
          { providerId },
        );
        // Some ids of the list match an entry before their own.
        if (listed === null || listed.model.id !== id) continue;
        expect(priceAt(prices, usage), `${id} ${JSON.stringify(usage)}`).toBeCloseTo(
          listed.total_price,
          9,
        );
      }
    }
  },
);

test('the highest tier comes first, and what has no price of tokens has no rates', () => {
  const tiered = {
    input_mtok: { base: 1, tiers: [{ start: 200_000, price: 2 }] },
    output_mtok: 10,
  };
  expect(
    ratesByTier(tiered).map(({ above, rates }) => [above, rates.input, rates.cacheRead]),
  ).toEqual([
    [200_000, 2, 2],
    [0, 1, 1],
  ]);
  expect(ratesByTier({ audio_hours: 1 })).toEqual([]);
});
