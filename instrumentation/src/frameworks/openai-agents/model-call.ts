import { deferInference } from '../../inference/deferred-inference.js';
import type { InferenceRequest } from '../../inference/request.js';
import type { Usage } from '../../inference/usage.js';
import { fieldsOf, number, text, type Fields } from '../../providers/fields.js';
import { OPERATION } from '../../semconv.js';
import { namedModel } from '../ai-sdk/model-name.js';
import type { OpenSpan } from './open-span.js';

const requestOf = (data: Fields): InferenceRequest => {
  const told = text(data['model']) ?? 'unknown';
  // The SDK's adapter for models of the AI SDK names them so.
  const [, provider = 'unknown', model = told] = /^([^:]+):(.+)$/.exec(told) ?? [];
  const config = fieldsOf(data['model_config']);
  return {
    operation: OPERATION.chat,
    ...namedModel(provider, model),
    stream: false,
    temperature: number(config['temperature']),
    topP: number(config['top_p']) ?? number(config['topP']),
    maxTokens: number(config['max_tokens']) ?? number(config['maxTokens']),
  };
};

const usageOf = (value: unknown): Usage | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const usage = fieldsOf(value);
  return {
    inputTokens: number(usage['input_tokens']),
    outputTokens: number(usage['output_tokens']),
    cacheReadInputTokens: number(fieldsOf(usage['input_tokens_details'])['cached_tokens']),
    reasoningOutputTokens: number(fieldsOf(usage['output_tokens_details'])['reasoning_tokens']),
  };
};

/**
 * Opens a `generation` span of the SDK: a call to a model, which is recorded from what the SDK
 * tells by its end where nothing below, such as the `openai` package, has recorded it.
 */
export function openModelCall(data: Fields): OpenSpan {
  const recorder = deferInference(() => requestOf(data));
  return {
    context: recorder.context,
    end(failure) {
      recorder.learn({ usage: usageOf(data['usage']) });
      if (failure === undefined) recorder.end();
      else recorder.fail(failure.error);
      return failure;
    },
  };
}
