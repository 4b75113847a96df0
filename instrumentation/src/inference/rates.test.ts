import { calcPrice } from '@pydantic/genai-prices';
import { expect, test } from 'vitest';
import { priceOf } from './price.js';
import { createHeldRates, type LookUp } from './rates.js';
import type { Usage } from './usage.js';

const priced = { inputTokens: 1000, outputTokens: 100 };

const counting = (): { readonly lookUp: LookUp; readonly count: () => number } => {
  let count = 0;
  return {
    lookUp: (model, { inputTokens = 0, outputTokens = 0 }) => {
      count += 1;
      const usage = { input_tokens: inputTokens, output_tokens: outputTokens };
      return calcPrice(usage, model, { providerId: 'openai' });
    },
    count: () => count,
  };
};

test('a price is looked up once a minute', () => {
  let now = 0;
  const { lookUp, count } = counting();
  const rates = createHeldRates(() => now);
  const first = rates.price('openai', 'gpt-4.1', priced, lookUp);
  const after = count();
  expect(rates.price('openai', 'gpt-4.1', priced, lookUp)).toBe(first);
  expect(count()).toBe(after);
  now = 60_000;
  expect(rates.price('openai', 'gpt-4.1', priced, lookUp)).toBe(first);
  expect(count()).toBe(2 * after);
  rates.clear();
  rates.price('openai', 'gpt-4.1', priced, lookUp);
  expect(count()).toBe(3 * after);
});

test('a model without a price is looked up once a minute too', () => {
  const { lookUp, count } = counting();
  const rates = createHeldRates(() => 0);
  expect(rates.price('openai', 'house-model', priced, lookUp)).toBeUndefined();
  expect(rates.price('openai', 'house-model', priced, lookUp)).toBeUndefined();
  expect(count()).toBe(1);
});

const USAGES: readonly Usage[] = [
  priced,
  { inputTokens: 7 },
  { outputTokens: 7 },
  { ...priced, cacheReadInputTokens: 400, cacheWriteInputTokens: 500 },
  { ...priced, reasoningOutputTokens: 60 },
  { inputTokens: 300_000, outputTokens: 5, cacheReadInputTokens: 299_000 },
];

test.each([
  ['openai', 'gpt-4.1'],
  ['openai', 'o4-mini'],
  ['anthropic', 'claude-haiku-4-5'],
  ['anthropic', 'claude-sonnet-4-5'],
  ['google', 'gemini-2.5-pro'],
  ['perplexity', 'sonar'],
  ['perplexity', 'sonar-deep-research'],
  ['deepseek', 'deepseek-chat'],
  ['groq', 'llama-3.3-70b-versatile'],
])('the price at held rates is the one of the list: %s %s', (provider, model) => {
  for (const usage of USAGES) {
    const listed = calcPrice(
      {
        ...(usage.inputTokens !== undefined && { input_tokens: usage.inputTokens }),
        ...(usage.outputTokens !== undefined && { output_tokens: usage.outputTokens }),
        cache_read_tokens: usage.cacheReadInputTokens ?? 0,
        cache_write_tokens: usage.cacheWriteInputTokens ?? 0,
        output_reasoning_tokens: usage.reasoningOutputTokens ?? 0,
      },
      model,
      { providerId: provider },
    );
    expect(priceOf(provider, [model], usage)).toBeCloseTo(listed?.total_price ?? Number.NaN, 12);
  }
});
