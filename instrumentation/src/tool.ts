import { context, type Context } from '@opentelemetry/api';
import { callerOf, withoutUndefined } from './caller-context.js';
import { runOperation, type Operation } from './operation.js';
import { ATTR, OPERATION, spanName } from './semconv.js';
import { startOperation, type StartedOperation } from './started-operation.js';
import { namedOptions, wrapOrDecorate, type OperationDecorator } from './wrapper.js';

/**
 * Kinds of tools, by where they run: `function` in the application at the model's request,
 * `extension` on the agent's side against the outside, `datastore` for looking data up.
 * Source: https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/
 */
export type ToolType = 'function' | 'extension' | 'datastore';

/** Options of {@link tool}. */
export interface ToolOptions {
  /** Name of the tool, from a small set: it is a label of metrics. */
  readonly name: string;
  /** Kind of the tool. Default: `function`. */
  readonly type?: ToolType;
}

/** A call of a tool that a framework makes. */
interface FrameworkToolCall extends ToolOptions {
  /** `gen_ai.tool.call.id`. */
  readonly id?: string | undefined;
}

const toolCallOperation = (
  { name, type = 'function', id }: FrameworkToolCall,
  parent: Context,
  byFramework: boolean,
): Operation => {
  const attributes = { [ATTR.toolName]: name, [ATTR.toolType]: type };
  const caller = callerOf(parent);
  if (caller.invocation !== undefined) caller.invocation.toolCalls += 1;
  return {
    spanName: spanName.tool(name),
    spanAttributes: withoutUndefined({
      [ATTR.operationName]: OPERATION.executeTool,
      ...attributes,
      [ATTR.toolCallId]: id,
    }),
    caller: { toolCall: { name, byFramework } },
    durationMetric: 'executeToolDuration',
    metricAttributes: withoutUndefined({
      ...attributes,
      [ATTR.agentName]: caller.agentName,
      [ATTR.workflowName]: caller.workflowName,
    }),
  };
};

/**
 * A call of a tool that a framework makes in the context `parent`, counted for its agent. Where
 * the tool's function is wrapped by {@link tool} under the same name, that is the same call.
 */
export function frameworkToolOperation(call: FrameworkToolCall, parent: Context): Operation {
  return toolCallOperation(call, parent, true);
}

/**
 * Wraps a function that an agent calls as a tool: each call is a span `execute_tool {name}`, a
 * value of `gen_ai.execute_tool.duration` and one of the calling agent's tool calls.
 *
 * Without a function it is a standard decorator of methods: `@tool('search')`.
 *
 * @returns a function with the signature and the results of `fn`, be they values, promises or
 * (async) generators. Errors pass unchanged.
 * @throws TypeError when the name is empty or `fn` is no function
 */
export function tool<A extends unknown[], R>(
  options: string | ToolOptions,
  fn: (...args: A) => R,
): (...args: A) => R;
export function tool(options: string | ToolOptions): OperationDecorator;
export function tool(options: string | ToolOptions, ...given: readonly unknown[]): unknown {
  const settings: ToolOptions = namedOptions('tool', options);
  return wrapOrDecorate(['tool', settings.name], given, (fn) => {
    const around = callerOf(context.active()).toolCall;
    if (around?.byFramework === true && around.name === settings.name) return fn();
    return runOperation(() => toolCallOperation(settings, context.active(), false), fn);
  });
}

/**
 * Starts a call of a tool by hand, where it is not one function: see {@link tool}.
 * @throws TypeError when the name is empty
 */
export function startTool(options: string | ToolOptions): StartedOperation {
  const settings: ToolOptions = namedOptions('startTool', options);
  return startOperation((around) => toolCallOperation(settings, around, false));
}
