import { expect, test } from 'vitest';
import { priceOf } from './price.js';

const usage = { inputTokens: 1000, outputTokens: 500 };

test('cached tokens are a part of the input, at their own rate', () => {
  // gpt-4.1: 2 USD for a million input tokens, 0.5 for cached ones, 8 for output.
  const price = priceOf('openai', ['gpt-4.1'], { ...usage, cacheReadInputTokens: 400 });
  expect(price).toBeCloseTo((600 * 2 + 400 * 0.5 + 500 * 8) / 1e6, 12);
});

test('reasoning tokens are a part of the output, not on top of it', () => {
  expect(priceOf('openai', ['o4-mini'], { ...usage, reasoningOutputTokens: 400 })).toBe(
    priceOf('openai', ['o4-mini'], usage),
  );
});

test('the model that answered decides, the one asked for where that is not known', () => {
  expect(priceOf('openai', [undefined, 'gpt-4.1'], usage)).toBeDefined();
  expect(priceOf('openai', ['house-model', 'gpt-4.1'], usage)).toBe(
    priceOf('openai', ['gpt-4.1'], usage),
  );
});

test.each([
  ['an unknown model', 'openai', ['house-model'], usage],
  ['an unknown provider', 'house', ['gpt-4.1'], usage],
  ['no usage', 'openai', ['gpt-4.1'], {}],
  [
    'more cached than input tokens',
    'openai',
    ['gpt-4.1'],
    { ...usage, cacheReadInputTokens: 4000 },
  ],
])('%s has no price, which is not a price of zero', (_, provider, models, counted) => {
  expect(priceOf(provider, models, counted)).toBeUndefined();
});

test.each([
  ['azure.ai.openai', 'gpt-4.1'],
  ['gcp.gemini', 'gemini-2.5-flash'],
  ['mistral_ai', 'mistral-large-latest'],
  ['x_ai', 'grok-3'],
  ['deepseek', 'deepseek-chat'],
])('%s is found under the name that the price list gives it', (provider, model) => {
  expect(priceOf(provider, [model], usage)).toBeGreaterThan(0);
});
