import { context, type Context } from '@opentelemetry/api';
import { callerOf, withoutUndefined, type AgentInvocation, type Caller } from './caller-context.js';
import { conversationOf, type ConversationId } from './conversation.js';
import { recordMetric } from './instruments.js';
import { likeOriginal, namedOptions, runOperation, type Operation } from './operation.js';
import { ATTR, OPERATION, spanName } from './semconv.js';

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
    metricAttributes: withoutUndefined({
      [ATTR.agentName]: name,
      [ATTR.agentVersion]: version,
      [ATTR.workflowName]: callerOf(parent).workflowName,
    }),
    onEnd: (attributes, ctx) => {
      recordMetric('invokeAgentInferenceCalls', invocation.inferenceCalls, attributes, ctx);
      recordMetric('invokeAgentToolCalls', invocation.toolCalls, attributes, ctx);
    },
  };
}

/**
 * Wraps a function that runs an agent: each call is a span `invoke_agent {name}` and a value of
 * `gen_ai.invoke_agent.duration`, `.inference_calls` and `.tool_calls`; everything inside carries
 * `gen_ai.agent.name`. What a nested agent calls counts for the nested agent alone.
 *
 * @returns a function with the signature and the results of `fn`, be they values, promises or
 * (async) generators. Errors pass unchanged.
 * @throws TypeError when the name is empty or `fn` is no function
 */
export function agent<A extends unknown[], R>(
  options: string | AgentOptions,
  fn: (...args: A) => R,
): (...args: A) => R {
  const settings: AgentOptions = namedOptions('agent', options, fn);
  return likeOriginal(fn, function run(this: unknown, ...args: A): R {
    return runOperation(
      () =>
        agentOperation(settings, context.active(), conversationOf(settings.conversationId, args)),
      () => fn.apply(this, args),
    );
  });
}
