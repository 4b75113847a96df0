import { context, type Context } from '@opentelemetry/api';
import {
  callerLabels,
  callerOf,
  withoutUndefined,
  type AgentInvocation,
  type Caller,
} from './caller-context.js';
import { conversationOf, type ConversationId } from './conversation.js';
import { limitAttributes, recordMetric } from './instruments.js';
import { runOperation, type Operation } from './operation.js';
import { ATTR, OPERATION, spanName } from './semconv.js';
import { startOperation, type StartedOperation } from './started-operation.js';
import { namedOptions, wrapOrDecorate, type OperationDecorator } from './wrapper.js';

/** Options of {@link agent}. */
export interface AgentOptions {
  /** Name of the agent, from a small set: it is a label of metrics. */
  readonly name: string;
  /** Version of the agent, from a small set. Default: none. */
  readonly version?: string;
  /** Conversation, or how to tell it from the arguments. On spans only. Default: none. */
  readonly conversationId?: ConversationId;
}

/** Who an agent is; frameworks know agents without a name too. */
interface AgentIdentity {
  readonly name?: string | undefined;
  readonly version?: string | undefined;
}

/** One invocation of an agent in the context `parent`, with `more` about its caller. */
export function agentOperation(
  { name, version }: AgentIdentity,
  parent: Context,
  more: Caller = {},
): Operation {
  const invocation: AgentInvocation = { inferenceCalls: 0, toolCalls: 0 };
  return {
    spanName: spanName.agent(name),
    spanAttributes: { [ATTR.operationName]: OPERATION.invokeAgent },
    caller: {
      ...(name === undefined ? {} : { agentName: name }),
      // Set even when undefined: an inner agent does not inherit the outer one's version.
      agentVersion: version,
      invocation,
      // What the agent calls is its own, even where the agent itself is called as a tool.
      toolCall: undefined,
      node: undefined,
      ...more,
    },
    durationMetric: 'invokeAgentDuration',
    activeMetric: 'activeInvocations',
    metricAttributes: withoutUndefined({
      [ATTR.agentName]: name,
      [ATTR.agentVersion]: version,
      [ATTR.workflowName]: callerOf(parent).workflowName,
    }),
    onEnd: (attributes, ctx) => {
      const withPrompt = limitAttributes({
        ...attributes,
        ...callerLabels(invocation.prompt ?? {}),
      });
      recordMetric('invokeAgentInferenceCalls', invocation.inferenceCalls, withPrompt, ctx);
      recordMetric('invokeAgentToolCalls', invocation.toolCalls, attributes, ctx);
    },
  };
}

/**
 * Wraps a function that runs an agent: each call is a span `invoke_agent {name}` and a value of
 * `gen_ai.invoke_agent.duration`, `.inference_calls` and `.tool_calls`; everything inside carries
 * `gen_ai.agent.name`. What a nested agent calls counts for the nested agent alone. Where all its
 * calls to models, embeddings aside, used one version of one prompt, `.inference_calls` tells it.
 *
 * Without a function it is a standard decorator of methods: `@agent('writer')`.
 *
 * @returns a function with the signature and the results of `fn`, be they values, promises or
 * (async) generators. Errors pass unchanged.
 * @throws TypeError when the name is empty or `fn` is no function
 */
export function agent<A extends unknown[], R>(
  options: string | AgentOptions,
  fn: (...args: A) => R,
): (...args: A) => R;
export function agent(options: string | AgentOptions): OperationDecorator;
export function agent(options: string | AgentOptions, ...given: readonly unknown[]): unknown {
  const settings: AgentOptions = namedOptions('agent', options);
  return wrapOrDecorate(['agent', settings.name], given, (fn, args) =>
    runOperation(
      () =>
        agentOperation(settings, context.active(), conversationOf(settings.conversationId, args)),
      fn,
    ),
  );
}

/**
 * Starts an invocation of an agent by hand, where it is not one function: see {@link agent}.
 * @throws TypeError when the name is empty
 */
export function startAgent(options: string | AgentOptions): StartedOperation {
  const settings: AgentOptions = namedOptions('startAgent', options);
  return startOperation((around) =>
    agentOperation(settings, around, conversationOf(settings.conversationId, [])),
  );
}
