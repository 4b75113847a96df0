import { afterEach, describe, expect, test } from 'vitest';
import { priceOf, setPrices } from './price.js';

const usage = { inputTokens: 1_000_000, outputTokens: 500_000 };

afterEach(() => setPrices());

describe('own prices', () => {
  test('win over the list, and price models that it does not know', () => {
    setPrices({
      openai: { 'gpt-4.1': { input: 1, output: 4 }, 'house-model': { input: 0, output: 0.5 } },
    });
    expect(priceOf('openai', ['gpt-4.1'], usage)).toBeCloseTo(1 + 2, 9);
    expect(priceOf('openai', ['house-model'], usage)).toBeCloseTo(0.25, 9);
    expect(priceOf('openai', ['gpt-4.1-mini'], usage)).toBeGreaterThan(0);
    expect(priceOf('azure.ai.openai', ['gpt-4.1'], usage)).toBeCloseTo(2 + 4, 9);
  });

  test('hold for the model asked for too, where the one that answered has none', () => {
    setPrices({ openai: { 'gpt-4.1': { input: 1, output: 4 } } });
    expect(priceOf('openai', ['gpt-4.1-2025-04-14', 'gpt-4.1'], usage)).toBeCloseTo(3, 9);
  });

  test('may name a beginning; the exact name wins, then the longest', () => {
    setPrices({
      openai: {
        'gpt-*': { input: 1, output: 0 },
        'gpt-4*': { input: 2, output: 0 },
        'gpt-4.1': { input: 3, output: 0 },
      },
    });
    expect(
      ['gpt-9', 'gpt-4o', 'GPT-4.1'].map((model) => priceOf('openai', [model], usage)),
    ).toEqual([1, 2, 3]);
  });

  test('price what a cache served and kept as they say, and as input where they do not', () => {
    const cached = { ...usage, cacheReadInputTokens: 400_000, cacheWriteInputTokens: 100_000 };
    setPrices({
      openai: {
        a: { input: 10, output: 0, cacheRead: 1, cacheWrite: 12 },
        b: { input: 10, output: 0 },
      },
    });
    expect(priceOf('openai', ['a'], cached)).toBeCloseTo(5 + 0.4 + 1.2, 9);
    expect(priceOf('openai', ['b'], cached)).toBeCloseTo(10, 9);
  });
});

describe('a discount', () => {
  test('is taken off the list, for all or by provider, and not off own prices', () => {
    const list = priceOf('openai', ['gpt-4.1'], usage) ?? 0;
    setPrices({ openai: { own: { input: 1, output: 0 } } }, 0.25);
    expect(priceOf('openai', ['gpt-4.1'], usage)).toBeCloseTo(list * 0.75, 9);
    expect(priceOf('openai', ['own'], usage)).toBe(1);
    setPrices({}, { anthropic: 0.5 });
    expect(priceOf('openai', ['gpt-4.1'], usage)).toBe(list);
    setPrices({}, { openai: 1 });
    expect(priceOf('openai', ['gpt-4.1'], usage)).toBe(0);
  });
});
