import { ATTR, OPERATION, spanName } from '@agent-vitals/instrumentation/semconv';

/** A kind of span of the contract. */
export interface SpanDefinition {
  /** What it stands for. */
  readonly description: string;
  /** Values of `gen_ai.operation.name` by which it is known; empty where it is known by `mcp.method.name`. */
  readonly operations: readonly string[];
  /**
   * Its name; an attribute in braces stands for its value, one in brackets may be missing, and
   * what follows `…` is the name of the tool or the prompt, or nothing.
   */
  readonly name: string;
  /** OpenTelemetry's kinds of spans. */
  readonly kinds: readonly ('internal' | 'client' | 'server')[];
  /** Attributes that each such span has. All others of the contract may be there. */
  readonly required: readonly string[];
}

const value = (attribute: string): string => `{${attribute}}`;

/** Every kind of span that the instrumentation makes by itself. */
export const SPANS: readonly SpanDefinition[] = [
  {
    description: 'One run of a workflow.',
    operations: [OPERATION.invokeWorkflow],
    name: spanName.workflow(value(ATTR.workflowName)),
    kinds: ['internal'],
    required: [ATTR.operationName, ATTR.workflowName],
  },
  {
    description: 'One invocation of an agent.',
    operations: [OPERATION.invokeAgent],
    name: `${spanName.agent(undefined)}[ ${value(ATTR.agentName)}]`,
    kinds: ['internal', 'client'],
    required: [ATTR.operationName],
  },
  {
    description: 'One call to a tool.',
    operations: [OPERATION.executeTool],
    name: spanName.tool(value(ATTR.toolName)),
    kinds: ['internal', 'client'],
    required: [ATTR.operationName, ATTR.toolName],
  },
  {
    description: 'One check of what an agent is asked, or answers.',
    operations: [OPERATION.guardrail],
    name: spanName.guardrail(value(ATTR.guardrailName)),
    kinds: ['internal'],
    required: [ATTR.operationName, ATTR.guardrailName, ATTR.guardrailTriggered],
  },
  {
    description: 'One agent handing over to another.',
    operations: [OPERATION.handoff],
    name: `${spanName.handoff(undefined)}[ ${value(ATTR.handoffTarget)}]`,
    kinds: ['internal'],
    required: [ATTR.operationName],
  },
  {
    description: 'One call to a model.',
    operations: [
      OPERATION.chat,
      OPERATION.generateContent,
      OPERATION.textCompletion,
      OPERATION.embeddings,
    ],
    name: spanName.inference(value(ATTR.operationName), value(ATTR.requestModel)),
    kinds: ['client'],
    required: [ATTR.operationName, ATTR.providerName, ATTR.requestModel],
  },
  {
    description: 'One request or notification of the Model Context Protocol.',
    operations: [],
    name: `${value(ATTR.mcpMethodName)}…`,
    kinds: ['client', 'server'],
    required: [ATTR.mcpMethodName],
  },
];
