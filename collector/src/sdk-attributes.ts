import { ATTR } from '@agent-vitals/instrumentation/semconv';

/** How a value is brought over: as it is, as a text, as the only one of a list, or from milliseconds. */
export type Conversion = 'same' | 'text' | 'list' | 'milliseconds';

/** An attribute of other SDKs, by the name that the contract has for it. */
export interface SdkAttribute {
  readonly theirs: string;
  readonly ours: string;
  /** Default: `same`. */
  readonly conversion?: Conversion;
}

const named = (
  ours: string,
  theirs: readonly string[],
  conversion: Conversion = 'same',
): readonly SdkAttribute[] => theirs.map((name) => ({ theirs: name, ours, conversion }));

/**
 * Where several tell the same, the first counts. Sources: what the SDKs really send
 * (test/sdks/samples), and the conventions before they were renamed:
 * https://github.com/traceloop/openllmetry (llm.*, gen_ai.*), https://arize-ai.github.io/openinference/spec/semantic_conventions.html,
 * https://ai-sdk.dev/docs/ai-sdk-core/telemetry
 */
export const SDK_ATTRIBUTES: readonly SdkAttribute[] = [
  ...named(ATTR.providerName, ['gen_ai.system', 'llm.provider', 'llm.system', 'ai.model.provider']),
  ...named(ATTR.requestModel, ['llm.request.model', 'ai.model.id']),
  ...named(ATTR.responseModel, [
    'llm.response.model',
    'llm.model_name',
    'embedding.model_name',
    'ai.response.model',
  ]),
  ...named(ATTR.responseId, ['ai.response.id']),
  ...named(ATTR.responseFinishReasons, ['llm.finish_reason', 'ai.response.finishReason'], 'list'),
  ...named(ATTR.responseTimeToFirstChunk, ['gen_ai.client.operation.time_to_first_chunk']),
  ...named(ATTR.responseTimeToFirstChunk, ['ai.response.msToFirstChunk'], 'milliseconds'),
  ...named(ATTR.requestTemperature, ['ai.settings.temperature', 'llm.temperature']),
  ...named(ATTR.requestStream, ['gen_ai.is_streaming', 'llm.is_streaming']),
  ...named(ATTR.usageInputTokens, [
    'gen_ai.usage.prompt_tokens',
    'llm.usage.prompt_tokens',
    'llm.token_count.prompt',
    'ai.usage.inputTokens',
    'ai.usage.promptTokens',
    'ai.usage.tokens',
  ]),
  ...named(ATTR.usageOutputTokens, [
    'gen_ai.usage.completion_tokens',
    'llm.usage.completion_tokens',
    'llm.token_count.completion',
    'ai.usage.outputTokens',
    'ai.usage.completionTokens',
  ]),
  ...named(ATTR.usageCacheReadInputTokens, [
    'gen_ai.usage.cache_read_input_tokens',
    'llm.token_count.prompt_details.cache_read',
    'ai.usage.cachedInputTokens',
  ]),
  ...named(ATTR.usageCacheWriteInputTokens, [
    'gen_ai.usage.cache_creation.input_tokens',
    'gen_ai.usage.cache_creation_input_tokens',
    'llm.token_count.prompt_details.cache_write',
    'ai.usage.inputTokenDetails.cacheWriteTokens',
  ]),
  ...named(ATTR.usageReasoningOutputTokens, [
    'gen_ai.usage.reasoning_tokens',
    'llm.usage.reasoning_tokens',
    'llm.token_count.completion_details.reasoning',
    'ai.usage.reasoningTokens',
  ]),
  ...named(ATTR.agentName, ['agent.name', 'ai.telemetry.functionId']),
  ...named(ATTR.toolName, ['tool.name', 'ai.toolCall.name']),
  ...named(ATTR.toolCallId, ['tool_call.id', 'ai.toolCall.id']),
  ...named(ATTR.conversationId, ['session.id', 'traceloop.association.properties.session_id']),
  ...named(ATTR.promptName, ['traceloop.prompt.key']),
  ...named(ATTR.promptVersion, ['traceloop.prompt.version', 'llm.prompt_template.version'], 'text'),
];
