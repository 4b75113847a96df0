/** Where an attribute of a span is a choice of a dashboard's variable. */
interface LinkedAttribute {
  readonly attribute: string;
  /** What the link is called, before the value. */
  readonly title: string;
  readonly dashboard: string;
  readonly variable: string;
}

/** Names of the telemetry contract, which a test compares with these. */
export const LINKED_ATTRIBUTES: readonly LinkedAttribute[] = [
  { attribute: 'gen_ai.agent.name', title: 'Agent', dashboard: 'agents', variable: 'agent' },
  {
    attribute: 'gen_ai.workflow.name',
    title: 'Workflow',
    dashboard: 'workflows',
    variable: 'workflow',
  },
  { attribute: 'gen_ai.prompt.name', title: 'Prompt', dashboard: 'prompts', variable: 'prompt' },
  { attribute: 'gen_ai.request.model', title: 'Model', dashboard: 'llm-usage', variable: 'model' },
];
