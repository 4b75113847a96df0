import { expect, test } from 'vitest';
import { priceOf } from './price.js';

const usage = { inputTokens: 1000, outputTokens: 500 };

test('cached tokens are a part of the input, at their own rate', () => {
  // gpt-4.1: 2 USD for a million input tokens, 0.5 for cached ones, 8 for output.
  const price = priceOf('openai', ['gpt-4.1'], { ...usage, cacheReadInputTokens: 400 });
  expect(price).toBeCloseTo((600 * 2 + 400 * 0.5 + 500 * 8) / 1e6, 12);
});

test('tokens written to a cache have their own rate, and those for an hour another', () => {
  // claude-haiku-4-5: 1 USD for a million, 0.1 read from the cache, 1.25 written, 2 for an hour, 5.
  const price = priceOf('anthropic', ['claude-haiku-4-5'], {
    ...usage,
    cacheReadInputTokens: 400,
    cacheWriteInputTokens: 200,
    cacheWriteOneHourInputTokens: 50,
  });
  expect(price).toBeCloseTo((400 + 400 * 0.1 + 150 * 1.25 + 50 * 2 + 500 * 5) / 1e6, 12);
});

test('audio and images have their own rates, in the cache too', () => {
  // gemini-2.5-flash: 0.3 USD for a million, 0.03 cached, audio 1 and 0.1 cached, 2.5 for output.
  const inputByModality = { text: 500, audio: 500 };
  const price = (cached: object) =>
    priceOf('gcp.gemini', ['gemini-2.5-flash'], { ...usage, inputByModality, ...cached });
  expect(price({})).toBeCloseTo((500 * 0.3 + 500 * 1 + 500 * 2.5) / 1e6, 12);
  expect(
    price({ cacheReadInputTokens: 400, cacheReadByModality: { text: 300, audio: 100 } }),
  ).toBeCloseTo((200 * 0.3 + 400 * 1 + 300 * 0.03 + 100 * 0.1 + 500 * 2.5) / 1e6, 12);
  // Not told what was cached: text.
  expect(price({ cacheReadInputTokens: 400 })).toBeCloseTo(
    (100 * 0.3 + 500 * 1 + 400 * 0.03 + 500 * 2.5) / 1e6,
    12,
  );
});

test('reasoning tokens with a price of their own have it', () => {
  const model = ['sonar-deep-research'];
  const plain = priceOf('perplexity', model, usage) ?? 0;
  expect(priceOf('perplexity', model, { ...usage, reasoningOutputTokens: 400 })).toBeLessThan(
    plain,
  );
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
  ['gcp.vertex_ai', 'gemini-2.5-flash'],
  ['anthropic', 'claude-haiku-4-5'],
  ['moonshot_ai', 'kimi-k2-0905-preview'],
  ['mistral_ai', 'mistral-large-latest'],
  ['x_ai', 'grok-3'],
  ['deepseek', 'deepseek-chat'],
])('%s is found under the name that the price list gives it', (provider, model) => {
  expect(priceOf(provider, [model], usage)).toBeGreaterThan(0);
});
