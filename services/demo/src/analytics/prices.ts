import type { AgentUsage } from '../agents/delivery-state.js';

/** US dollars for a million tokens: of input, of input from the provider's cache, of output. */
type Price = readonly [input: number, cached: number, output: number];

/** https://platform.openai.com/docs/pricing, for the models that the model server offers. */
const PRICES: Readonly<Record<string, Price>> = {
  'gpt-4.1': [2, 0.5, 8],
  'gpt-4.1-mini': [0.4, 0.1, 1.6],
  'o4-mini': [1.1, 0.275, 4.4],
  o1: [15, 7.5, 60],
};

/** What the provider charges, in US dollars; 0 for a model whose price is not known. */
export function costOf(usage: Omit<AgentUsage, 'promptVersion'>): number {
  const [input, cached, output] = PRICES[usage.model] ?? [0, 0, 0];
  const { inputTokens, cachedTokens, outputTokens } = usage;
  const millionths =
    (inputTokens - cachedTokens) * input + cachedTokens * cached + outputTokens * output;
  return millionths / 1e6;
}
