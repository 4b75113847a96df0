import type { Caller } from './caller-context.js';
import { conversationOf, type ConversationId } from './conversation.js';
import { runOperation, type Operation } from './operation.js';
import { ATTR, OPERATION, spanName } from './semconv.js';
import { startOperation, type StartedOperation } from './started-operation.js';
import { namedOptions, wrapOrDecorate, type OperationDecorator } from './wrapper.js';

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
    activeMetric: 'activeRuns',
    metricAttributes: { [ATTR.workflowName]: name },
  };
}

/**
 * Wraps a function that runs a workflow: each call is a span `invoke_workflow {name}` and a value
 * of `gen_ai.invoke_workflow.duration`, and everything inside carries `gen_ai.workflow.name`.
 *
 * Without a function it is a standard decorator of methods: `@workflow('article')`.
 *
 * @returns a function with the signature and the results of `fn`, be they values, promises or
 * (async) generators. Errors pass unchanged.
 * @throws TypeError when the name is empty or `fn` is no function
 */
export function workflow<A extends unknown[], R>(
  options: string | WorkflowOptions,
  fn: (...args: A) => R,
): (...args: A) => R;
export function workflow(options: string | WorkflowOptions): OperationDecorator;
export function workflow(options: string | WorkflowOptions, ...given: readonly unknown[]): unknown {
  const { name, conversationId }: WorkflowOptions = namedOptions('workflow', options);
  return wrapOrDecorate(['workflow', name], given, (fn, args) =>
    runOperation(() => workflowOperation(name, conversationOf(conversationId, args)), fn),
  );
}

/**
 * Starts a run of a workflow by hand, where it is not one function: see {@link workflow}.
 * @throws TypeError when the name is empty
 */
export function startWorkflow(options: string | WorkflowOptions): StartedOperation {
  const { name, conversationId }: WorkflowOptions = namedOptions('startWorkflow', options);
  return startOperation(() => workflowOperation(name, conversationOf(conversationId, [])));
}
