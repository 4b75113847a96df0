import { ATTR, OPERATION } from '@agent-vitals/instrumentation/semconv';
import { FOREIGN_GEN_AI, INFERENCE, isOperation } from './foreign.js';
import { attribute, has, set, type StatementGroup } from './ottl.js';

const named = (name: string): string =>
  `Concat([${attribute(ATTR.operationName)}, ${attribute(name)}], " ")`;

const byName = (
  [
    [OPERATION.invokeAgent, ATTR.agentName],
    [OPERATION.executeTool, ATTR.toolName],
    [OPERATION.invokeWorkflow, ATTR.workflowName],
  ] as const
).map(([of, name]) => set('span.name', named(name), `${isOperation(of)} and ${has(name)}`));

/** Calls spans as the contract does, and calls to models those of a client. */
export const nameSpans: StatementGroup = {
  conditions: [FOREIGN_GEN_AI],
  statements: [
    ...byName,
    set('span.name', named(ATTR.requestModel), `${INFERENCE} and ${has(ATTR.requestModel)}`),
    set('span.kind', 'SPAN_KIND_CLIENT', INFERENCE),
  ],
};
