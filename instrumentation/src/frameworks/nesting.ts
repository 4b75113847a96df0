import type { Context } from '@opentelemetry/api';
import { agentOperation } from '../agent.js';
import { callerOf, type Caller } from '../caller-context.js';
import type { Operation } from '../operation.js';
import { workflowOperation } from '../workflow.js';

/**
 * The agent that a framework runs in the context `around`. It is the agent around it where it has
 * the same name, or none: undefined. An agent that a tool calls is always another one; without a
 * name it takes that of the node or the tool that runs it.
 */
export function nestedAgent(
  name: string | undefined,
  around: Context,
  more: Caller = {},
): Operation | undefined {
  const { agentName, toolCall, node } = callerOf(around);
  const taken = name ?? node?.name ?? toolCall?.name ?? agentName;
  const same = toolCall === undefined && taken !== undefined && taken === agentName;
  return same ? undefined : agentOperation({ name: taken }, around, more);
}

/**
 * The workflow that a framework runs in the context `around`. It is the workflow around it where it
 * has the same name, and a part of the workflow or agent around it where it has none: undefined.
 *
 * @param unnamed what a workflow is called that has no name and nothing around it
 */
export function nestedWorkflow(
  name: string | undefined,
  unnamed: string,
  around: Context,
  more: Caller = {},
): Operation | undefined {
  const { workflowName, agentName } = callerOf(around);
  const same =
    name === undefined ? (workflowName ?? agentName) !== undefined : name === workflowName;
  return same ? undefined : workflowOperation(name ?? unnamed, more);
}
