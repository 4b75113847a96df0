import type { Usage } from '../../inference/usage.js';
import { fieldsOf, list, number } from '../fields.js';

/** What chat completions, text completions and embeddings call the parts of a usage. */
const COMPLETION = {
  input: 'prompt_tokens',
  inputDetails: 'prompt_tokens_details',
  output: 'completion_tokens',
  outputDetails: 'completion_tokens_details',
} as const;

/** What the responses API calls them. */
const RESPONSE = {
  input: 'input_tokens',
  inputDetails: 'input_tokens_details',
  output: 'output_tokens',
  outputDetails: 'output_tokens_details',
} as const;

const read = (value: unknown, names: typeof COMPLETION | typeof RESPONSE): Usage | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const usage = fieldsOf(value);
  const input = fieldsOf(usage[names.inputDetails]);
  const output = fieldsOf(usage[names.outputDetails]);
  return {
    inputTokens: number(usage[names.input]),
    outputTokens: number(usage[names.output]),
    cacheReadInputTokens: number(input['cached_tokens']),
    cacheWriteInputTokens: number(input['cache_write_tokens']),
    reasoningOutputTokens: number(output['reasoning_tokens']),
    inputByModality: { audio: number(input['audio_tokens']) },
    outputByModality: { audio: number(output['audio_tokens']) },
  };
};

/** Tokens as completions and embeddings tell them. */
export function completionUsage(usage: unknown): Usage | undefined {
  return read(usage, COMPLETION);
}

/** Tokens as the responses API tells them, and the searches that its answer is made from. */
export function responseUsage(usage: unknown, output: unknown): Usage | undefined {
  const searches = list(output).filter(
    (item) => item['type'] === 'web_search_call' && fieldsOf(item['action'])['type'] === 'search',
  ).length;
  const told = read(usage, RESPONSE);
  return told && searches > 0 ? { ...told, webSearches: searches } : told;
}
