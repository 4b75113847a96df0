import type { Attributes } from '@opentelemetry/api';
import { withoutUndefined } from '../caller-context.js';
import { ATTR } from '../semconv.js';
import type { OutputPiece, RequestContent } from './content.js';
import type { Usage } from './usage.js';

/** One call to a model, as any provider makes it. */
export interface InferenceRequest {
  /** `gen_ai.operation.name`: `chat`, `generate_content`, `text_completion`, `embeddings`. */
  readonly operation: string;
  /** `gen_ai.provider.name`, as the semantic conventions spell it. */
  readonly provider: string;
  /** The model asked for. */
  readonly model: string;
  readonly stream: boolean;
  readonly serverAddress?: string | undefined;
  readonly serverPort?: number | undefined;
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  /** Upper bound of the output, in tokens. */
  readonly maxTokens?: number | undefined;
  readonly seed?: number | undefined;
  readonly topK?: number | undefined;
  readonly frequencyPenalty?: number | undefined;
  readonly presencePenalty?: number | undefined;
  /** Answers asked for. */
  readonly choiceCount?: number | undefined;
  /** Reads what is asked; called only where content is captured. */
  readonly content?: (() => RequestContent) | undefined;
}

/** What a response has told so far; streams tell it in pieces. */
export interface ResponseFacts {
  /** The model that answered. */
  readonly model?: string | undefined;
  readonly id?: string | undefined;
  /** Why the model stopped; told only when the answer is complete. */
  readonly finishReasons?: readonly string[] | undefined;
  /** What the provider says went wrong, where it says so in an answer instead of by a status. */
  readonly failure?: Error | undefined;
  readonly usage?: Usage | undefined;
  /** Reads what this piece adds to the answer; called only where content is captured. */
  readonly output?: (() => readonly OutputPiece[]) | undefined;
  /** The server that answered, where it was not known at the request. */
  readonly serverAddress?: string | undefined;
  readonly serverPort?: number | undefined;
}

/** The attributes of a request that are bounded and go on metrics too. */
export function requestLabels(request: InferenceRequest): Attributes {
  return withoutUndefined({
    [ATTR.operationName]: request.operation,
    [ATTR.providerName]: request.provider,
    [ATTR.requestModel]: request.model,
    [ATTR.serverAddress]: request.serverAddress,
    [ATTR.serverPort]: request.serverPort,
  });
}

/** Everything about a request that goes on its span. */
export function requestAttributes(request: InferenceRequest): Attributes {
  return withoutUndefined({
    ...requestLabels(request),
    [ATTR.requestStream]: request.stream ? true : undefined,
    [ATTR.requestTemperature]: request.temperature,
    [ATTR.requestTopP]: request.topP,
    [ATTR.requestMaxTokens]: request.maxTokens,
    [ATTR.requestSeed]: request.seed,
    [ATTR.requestTopK]: request.topK,
    [ATTR.requestFrequencyPenalty]: request.frequencyPenalty,
    [ATTR.requestPresencePenalty]: request.presencePenalty,
    [ATTR.requestChoiceCount]: request.choiceCount === 1 ? undefined : request.choiceCount,
  });
}

/** The attributes of a response that are bounded and go on metrics too. */
export function responseLabels(facts: ResponseFacts): Attributes {
  return withoutUndefined({
    [ATTR.responseModel]: facts.model,
    [ATTR.serverAddress]: facts.serverAddress,
    [ATTR.serverPort]: facts.serverPort,
  });
}

/** Everything about a response that goes on its span. */
export function responseAttributes(facts: ResponseFacts): Attributes {
  const { usage } = facts;
  return withoutUndefined({
    ...responseLabels(facts),
    [ATTR.responseId]: facts.id,
    [ATTR.responseFinishReasons]: facts.finishReasons && [...facts.finishReasons],
    [ATTR.usageInputTokens]: usage?.inputTokens,
    [ATTR.usageOutputTokens]: usage?.outputTokens,
    [ATTR.usageCacheReadInputTokens]: usage?.cacheReadInputTokens,
    [ATTR.usageCacheWriteInputTokens]: usage?.cacheWriteInputTokens,
    [ATTR.usageReasoningOutputTokens]: usage?.reasoningOutputTokens,
  });
}
