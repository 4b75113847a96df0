import type { Attributes, Context } from '@opentelemetry/api';
import { limitAttributes, recordMetric } from '../instruments.js';
import { ATTR, type MetricKey } from '../semconv.js';
import type { ModalityTokens, Usage } from './usage.js';

/** The value of `gen_ai.token.modality` for tokens of which the provider tells none. */
const UNKNOWN = 'unknown';

/** `total` by modality; what is not told of it, or contradicts it, is unknown. */
const split = (
  total: number | undefined,
  parts: ModalityTokens = {},
): readonly (readonly [modality: string, tokens: number])[] => {
  if (total === undefined) return [];
  const told = Object.entries(parts).filter(
    (part): part is [string, number] => part[1] !== undefined,
  );
  const rest = total - told.reduce((sum, [, tokens]) => sum + tokens, 0);
  return rest < 0 ? [[UNKNOWN, total]] : [...told, [UNKNOWN, rest]];
};

const counted = (
  usage: Usage,
): readonly (readonly [MetricKey, number | undefined, (ModalityTokens | undefined)?])[] => [
  ['inputTokens', usage.inputTokens, usage.inputByModality],
  ['outputTokens', usage.outputTokens, usage.outputByModality],
  ['cacheReadInputTokens', usage.cacheReadInputTokens, usage.cacheReadByModality],
  ['cacheWriteInputTokens', usage.cacheWriteInputTokens],
  // Providers reason in text.
  ['reasoningOutputTokens', usage.reasoningOutputTokens, { text: usage.reasoningOutputTokens }],
];

/** By the attributes of a call, which are the same object for calls that are alike. */
const byModality = new WeakMap<Attributes, Map<string, Attributes>>();

const withModality = (attributes: Attributes, modality: string): Attributes => {
  const made = byModality.get(attributes) ?? new Map<string, Attributes>();
  byModality.set(attributes, made);
  const same =
    made.get(modality) ?? limitAttributes({ ...attributes, [ATTR.tokenModality]: modality });
  made.set(modality, same);
  return same;
};

/** Records the tokens of one call: what the provider did not tell is not recorded. */
export function recordTokens(usage: Usage, attributes: Attributes, context: Context): void {
  for (const [key, total, parts] of counted(usage)) {
    for (const [modality, tokens] of split(total, parts)) {
      if (tokens <= 0) continue;
      recordMetric(key, tokens, withModality(attributes, modality), context);
    }
  }
  if (usage.inputTokens !== undefined) {
    recordMetric('operationInputTokens', usage.inputTokens, attributes, context);
  }
  if (usage.outputTokens !== undefined) {
    recordMetric('operationOutputTokens', usage.outputTokens, attributes, context);
  }
}
