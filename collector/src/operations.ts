import { ATTR, OPERATION } from '@agent-vitals/instrumentation/semconv';
import { attribute, has, lacks, text } from './ottl.js';

/** How a span of an SDK is recognised as an operation of the contract. */
export interface OperationRule {
  /** A condition on the span. */
  readonly when: string;
  readonly operation: string;
}

const is = (name: string, ...values: readonly string[]): readonly string[] =>
  values.map((value) => `${attribute(name)} == ${text(value)}`);

const rules = (operation: string, conditions: readonly string[]): readonly OperationRule[] =>
  conditions.map((when) => ({ when, operation }));

const AI_SDK = 'ai.operationId';
const OPENINFERENCE = 'openinference.span.kind';
const OPENLLMETRY = 'traceloop.span.kind';

/** The first that holds counts; a span that names its operation already keeps it. */
export const OPERATION_RULES: readonly OperationRule[] = [
  // OpenLLMetry's wrappers; its tasks are steps that the contract has no metric of.
  ...rules(OPERATION.invokeWorkflow, is(OPENLLMETRY, 'workflow')),
  ...rules(OPERATION.invokeAgent, is(OPENLLMETRY, 'agent')),
  ...rules(OPERATION.executeTool, is(OPENLLMETRY, 'tool')),
  // OpenLLMetry before it followed the conventions.
  ...rules(OPERATION.chat, is('llm.request.type', 'chat')),
  ...rules(OPERATION.textCompletion, is('llm.request.type', 'completion')),
  ...rules(OPERATION.embeddings, is('llm.request.type', 'embedding')),
  ...rules(OPERATION.chat, is(OPENINFERENCE, 'LLM')),
  ...rules(OPERATION.embeddings, is(OPENINFERENCE, 'EMBEDDING')),
  ...rules(OPERATION.invokeAgent, is(OPENINFERENCE, 'AGENT')),
  ...rules(OPERATION.executeTool, is(OPENINFERENCE, 'TOOL')),
  // A chain is any step. The one that nothing is around is the whole.
  ...rules(
    OPERATION.invokeWorkflow,
    is(OPENINFERENCE, 'CHAIN').map((chain) => `${chain} and IsRootSpan()`),
  ),
  ...rules(
    OPERATION.chat,
    is(
      AI_SDK,
      'ai.generateText.doGenerate',
      'ai.streamText.doStream',
      'ai.generateObject.doGenerate',
      'ai.streamObject.doStream',
    ),
  ),
  ...rules(OPERATION.embeddings, is(AI_SDK, 'ai.embed.doEmbed', 'ai.embedMany.doEmbed')),
  ...rules(OPERATION.executeTool, is(AI_SDK, 'ai.toolCall')),
  // As the project's own instrumentation has it: what has a name is an agent.
  ...rules(
    OPERATION.invokeAgent,
    is(AI_SDK, 'ai.generateText', 'ai.streamText').map(
      (run) => `${run} and ${has('ai.telemetry.functionId')}`,
    ),
  ),
];

/** Spans that call themselves what they are not. */
export const RENAMED_OPERATIONS: readonly OperationRule[] = [
  // The AI SDK, from version 7 on, has a span around the call, of the same name. It tells no tokens.
  {
    when: `scope.name == "gen_ai" and ${attribute(ATTR.operationName)} == "${OPERATION.embeddings}" and ${lacks(ATTR.usageInputTokens)} and span.status.code != STATUS_CODE_ERROR`,
    operation: 'embed',
  },
];
