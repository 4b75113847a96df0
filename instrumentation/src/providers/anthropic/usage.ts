import type { Usage } from '../../inference/usage.js';
import { fieldsOf, number, sum, type Fields } from '../fields.js';

/**
 * Tokens as messages tell them. `input_tokens` leaves out what was read from the cache and what
 * was written to it; the conventions count both as input.
 * Source: https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching#tracking-cache-performance
 */
export function usageOf(usage: Fields): Usage | undefined {
  const uncached = number(usage['input_tokens']);
  const outputTokens = number(usage['output_tokens']);
  if (uncached === undefined && outputTokens === undefined) return undefined;
  const read = number(usage['cache_read_input_tokens']);
  const written = number(usage['cache_creation_input_tokens']);
  return {
    inputTokens: sum(uncached, read, written),
    outputTokens,
    cacheReadInputTokens: read,
    cacheWriteInputTokens: written,
    cacheWriteOneHourInputTokens: number(
      fieldsOf(usage['cache_creation'])['ephemeral_1h_input_tokens'],
    ),
    reasoningOutputTokens: number(fieldsOf(usage['output_tokens_details'])['thinking_tokens']),
    webSearches: number(fieldsOf(usage['server_tool_use'])['web_search_requests']),
  };
}
