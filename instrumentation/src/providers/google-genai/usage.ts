import type { Modality, ModalityTokens, Usage } from '../../inference/usage.js';
import { fieldsOf, list, number, sum, text } from '../fields.js';

/** What the API calls a modality. A document is read as the images of its pages. */
const MODALITY: Readonly<Record<string, Modality>> = {
  TEXT: 'text',
  AUDIO: 'audio',
  IMAGE: 'image',
  DOCUMENT: 'image',
  VIDEO: 'video',
};

const byModality = (...details: readonly unknown[]): ModalityTokens => {
  const tokens: { [modality in Modality]?: number | undefined } = {};
  for (const part of details.flatMap(list)) {
    const modality = MODALITY[text(part['modality']) ?? ''];
    if (modality !== undefined) {
      tokens[modality] = sum(tokens[modality], number(part['tokenCount']));
    }
  }
  return tokens;
};

/**
 * Tokens as the API tells them: what tools put into the prompt is counted beside it, and thoughts
 * beside the answer; both are billed with them.
 * Source: https://ai.google.dev/api/generate-content#UsageMetadata
 */
export function usageOf(value: unknown): Usage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const usage = fieldsOf(value);
  const thoughts = number(usage['thoughtsTokenCount']);
  const outputDetails = usage['candidatesTokensDetails'];
  const output = byModality(outputDetails);
  return {
    inputTokens: sum(number(usage['promptTokenCount']), number(usage['toolUsePromptTokenCount'])),
    outputTokens: sum(number(usage['candidatesTokenCount']), thoughts),
    cacheReadInputTokens: number(usage['cachedContentTokenCount']),
    reasoningOutputTokens: thoughts,
    inputByModality: byModality(usage['promptTokensDetails'], usage['toolUsePromptTokensDetails']),
    cacheReadByModality: byModality(usage['cacheTokensDetails']),
    outputByModality:
      outputDetails === undefined ? undefined : { ...output, text: sum(output.text, thoughts) },
  };
}

/** Tokens of embeddings, which some of the APIs tell for each text. */
export function embeddingUsage(response: Readonly<Record<string, unknown>>): Usage | undefined {
  const tokens = list(response['embeddings']).map((it) =>
    number(fieldsOf(it['statistics'])['tokenCount']),
  );
  const inputTokens = sum(...tokens);
  return (
    usageOf(response['usageMetadata']) ?? (inputTokens === undefined ? undefined : { inputTokens })
  );
}
