import type { Caller } from './caller-context.js';
import { conversationOf, type ConversationId } from './conversation.js';
import { likeOriginal, namedOptions, runOperation, type Operation } from './operation.js';
import { ATTR, OPERATION, spanName } from './semconv.js';

/** Options of {@link workflow}. */
export interface WorkflowOptions {
  /** Name of the workflow, from a small set: it is a label of metrics. */
  readonly name: string;
  /** Conversation, or how to tell it from the arguments. On spans only. Default: none. */
  readonly conversationId?: ConversationId;
}

/** One run of a workflow, with `more` about its caller. */
export function workflowOperation(name: string, more: Caller = {}): Operation {
  return {
    spanName: spanName.workflow(name),
    spanAttributes: { [ATTR.operationName]: OPERATION.invokeWorkflow },
    caller: { workflowName: name, node: undefined, ...more },
    durationMetric: 'invokeWorkflowDuration',
    metricAttributes: { [ATTR.workflowName]: name },
  };
}

/**
 * Wraps a function that runs a workflow: each call is a span `invoke_workflow {name}` and a value
 * of `gen_ai.invoke_workflow.duration`, and everything inside carries `gen_ai.workflow.name`.
 *
 * @returns a function with the signature and the results of `fn`, be they values, promises or
 * (async) generators. Errors pass unchanged.
 * @throws TypeError when the name is empty or `fn` is no function
 */
export function workflow<A extends unknown[], R>(
  options: string | WorkflowOptions,
  fn: (...args: A) => R,
): (...args: A) => R {
  const { name, conversationId }: WorkflowOptions = namedOptions('workflow', options, fn);
  return likeOriginal(fn, function run(this: unknown, ...args: A): R {
    return runOperation(
      () => workflowOperation(name, conversationOf(conversationId, args)),
      () => fn.apply(this, args),
    );
  });
}
