import { createContextKey, type Attributes, type Context } from '@opentelemetry/api';
import { ATTR, OPERATION } from './semconv.js';

/** The prompt that a model is asked with; without a name where there is none. */
interface Prompt {
  readonly promptName?: string | undefined;
  readonly promptVersion?: string | undefined;
}

/** How often an invocation of an agent called models and tools; nested agents count their own. */
export interface AgentInvocation {
  inferenceCalls: number;
  toolCalls: number;
  /** What all calls to models so far were asked with; without a name where they differ. */
  prompt?: Prompt;
  /** Why the last call to a model failed; undefined where it went well. */
  lastFailure?: unknown;
}

/** The call of a tool that code runs in. */
interface ToolCall {
  readonly name: string;
  /** A framework's own record of the call, inside which a wrapper may tell the same call again. */
  readonly byFramework: boolean;
}

/** The node of a graph that code runs in: an agent from its first call to a model on. */
export interface GraphNode {
  readonly name: string;
  /** Who the node is, once it is an agent. */
  readonly agent: Caller | undefined;
  /** To be told of a call to a model, before it begins. */
  callsModel(): void;
}

/** A framework's call to a model, which the SDK that it calls may record better. */
export interface FrameworkModelCall {
  /** True once something inside has recorded the call. */
  recorded: boolean;
  /** The framework's call that this one is made for. */
  readonly outer: FrameworkModelCall | undefined;
}

/** On whose behalf code runs: travels with the OpenTelemetry context. */
export interface Caller extends Prompt {
  readonly workflowName?: string;
  readonly agentName?: string;
  readonly agentVersion?: string | undefined;
  readonly conversationId?: string;
  /** Of the innermost agent. */
  readonly invocation?: AgentInvocation;
  /** The innermost one of the innermost agent. */
  readonly toolCall?: ToolCall | undefined;
  /** The innermost one, unless an agent inside it took over. */
  readonly node?: GraphNode | undefined;
  /** The innermost one. */
  readonly modelCall?: FrameworkModelCall | undefined;
}

/** A context key is a global symbol, so a second copy of this package reads the same caller. */
const CALLER = createContextKey('agent_vitals.caller');

const NOBODY: Caller = {};

/** The caller in `context`; one without names where there is none. */
export function callerOf(context: Context): Caller {
  const caller = (context.getValue(CALLER) as Caller | undefined) ?? NOBODY;
  return caller.node?.agent === undefined ? caller : { ...caller, ...caller.node.agent };
}

/**
 * The caller of a model in `context`, told that it calls one.
 * @param operation `gen_ai.operation.name` of the call
 */
export function callerOfModel(context: Context, operation: string): Caller {
  callerOf(context).node?.callsModel();
  const caller = callerOf(context);
  if (caller.invocation !== undefined) countModelCall(caller.invocation, caller, operation);
  for (let call = caller.modelCall; call !== undefined; call = call.outer) call.recorded = true;
  return caller;
}

function countModelCall(
  invocation: AgentInvocation,
  { promptName, promptVersion }: Prompt,
  operation: string,
): void {
  invocation.inferenceCalls += 1;
  // Texts are embedded without a prompt, whatever the agent asks about them.
  if (operation === OPERATION.embeddings) return;
  const before = invocation.prompt ?? { promptName, promptVersion };
  const same = before.promptName === promptName && before.promptVersion === promptVersion;
  invocation.prompt = same ? before : {};
}

/** `context` with `change` added to its caller. */
export function withCaller(context: Context, change: Caller): Context {
  return context.setValue(CALLER, { ...callerOf(context), ...change });
}

/** The bounded part of a caller: names that may be labels of a metric. */
export function callerLabels(caller: Caller): Attributes {
  return withoutUndefined({
    [ATTR.workflowName]: caller.workflowName,
    [ATTR.agentName]: caller.agentName,
    [ATTR.promptName]: caller.promptName,
    [ATTR.promptVersion]: caller.promptVersion,
  });
}

/** Everything known of a caller, for a span. */
export function callerAttributes(caller: Caller): Attributes {
  return withoutUndefined({
    ...callerLabels(caller),
    [ATTR.agentVersion]: caller.agentVersion,
    [ATTR.conversationId]: caller.conversationId,
  });
}

/** `attributes` without the keys that hold `undefined`, which would otherwise be counted as keys. */
export function withoutUndefined(attributes: Attributes): Attributes {
  const defined: Attributes = {};
  for (const key in attributes) {
    if (attributes[key] !== undefined) defined[key] = attributes[key];
  }
  return defined;
}
