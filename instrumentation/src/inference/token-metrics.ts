import type { Attributes, Context } from '@opentelemetry/api';
import { recordMetric } from '../instruments.js';
import { ATTR, type MetricKey } from '../semconv.js';
import type { Usage } from './usage.js';

/** Values of `gen_ai.token.modality`. */
const TEXT = 'text';
const AUDIO = 'audio';

const part = (total: number | undefined, taken: number | undefined): number | undefined =>
  total === undefined ? undefined : total - (taken ?? 0);

/** The counters with the modality and the number of tokens that they rise by. */
const counted = (usage: Usage): readonly [MetricKey, string, number | undefined][] => [
  ['inputTokens', TEXT, part(usage.inputTokens, usage.inputAudioTokens)],
  ['inputTokens', AUDIO, usage.inputAudioTokens],
  ['outputTokens', TEXT, part(usage.outputTokens, usage.outputAudioTokens)],
  ['outputTokens', AUDIO, usage.outputAudioTokens],
  // Providers do not tell what cached and reasoning tokens were made of; text is what they cache.
  ['cacheReadInputTokens', TEXT, usage.cacheReadInputTokens],
  ['cacheWriteInputTokens', TEXT, usage.cacheWriteInputTokens],
  ['reasoningOutputTokens', TEXT, usage.reasoningOutputTokens],
];

/** Records the tokens of one call: what the provider did not tell is not recorded. */
export function recordTokens(usage: Usage, attributes: Attributes, context: Context): void {
  for (const [key, modality, tokens] of counted(usage)) {
    if (tokens === undefined || tokens <= 0) continue;
    recordMetric(key, tokens, { ...attributes, [ATTR.tokenModality]: modality }, context);
  }
  if (usage.inputTokens !== undefined) {
    recordMetric('operationInputTokens', usage.inputTokens, attributes, context);
  }
  if (usage.outputTokens !== undefined) {
    recordMetric('operationOutputTokens', usage.outputTokens, attributes, context);
  }
}
