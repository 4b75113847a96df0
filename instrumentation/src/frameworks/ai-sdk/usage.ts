import type { Usage } from '../../inference/usage.js';
import { fieldsOf, number } from '../../providers/fields.js';

/** Tokens as a model of the AI SDK tells them: cached and reasoning ones are parts of the totals. */
export function modelUsage(value: unknown): Usage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { inputTokens, outputTokens } = fieldsOf(value);
  const input = fieldsOf(inputTokens);
  const output = fieldsOf(outputTokens);
  return {
    inputTokens: number(input['total']),
    outputTokens: number(output['total']),
    cacheReadInputTokens: number(input['cacheRead']),
    cacheWriteInputTokens: number(input['cacheWrite']),
    reasoningOutputTokens: number(output['reasoning']),
  };
}

/** Tokens as the events of the AI SDK tell them, and its results. */
export function eventUsage(value: unknown): Usage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const usage = fieldsOf(value);
  const input = fieldsOf(usage['inputTokenDetails']);
  const output = fieldsOf(usage['outputTokenDetails']);
  return {
    inputTokens: number(usage['inputTokens']) ?? number(usage['tokens']),
    outputTokens: number(usage['outputTokens']),
    cacheReadInputTokens: number(input['cacheReadTokens']),
    cacheWriteInputTokens: number(input['cacheWriteTokens']),
    reasoningOutputTokens: number(output['reasoningTokens']),
  };
}
