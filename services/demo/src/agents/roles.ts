import { z } from 'zod';
import { type DeliveryStateValue, reviewSchema } from './delivery-state.js';
import type { ToolName } from './tools.js';

/** The seven agents. */
export type AgentName =
  | 'requirements_analyst'
  | 'architecture_designer'
  | 'code_generator'
  | 'test_generator'
  | 'code_reviewer'
  | 'security_analyst'
  | 'documentation_generator';

/** What makes an agent: its instructions come from the prompt store. */
export interface AgentRole {
  /** Name of the agent and of its prompt. */
  readonly name: AgentName;
  readonly model: string;
  readonly tools: readonly ToolName[];
  /** Whether its answers are streamed. */
  readonly stream: boolean;
  /** JSON Schema of its answer. Default: free text. */
  readonly answer?: Record<string, unknown>;
  /** What stands before its instructions, made anew for each call to the model. Default: nothing. */
  readonly preamble?: (now: Date) => string;
  /** What it is asked, given what the others have done. */
  readonly task: (state: DeliveryStateValue) => string;
}

const contentOf = (state: DeliveryStateValue, name: AgentName): string =>
  state.results[name]?.content ?? '';

/** The agents, in the order of the workflow. */
export const ROLES: Readonly<Record<AgentName, AgentRole>> = {
  requirements_analyst: {
    name: 'requirements_analyst',
    model: 'gpt-4.1-mini',
    tools: ['search_repository', 'read_document'],
    stream: false,
    task: ({ run }) => run.requirement,
  },
  architecture_designer: {
    name: 'architecture_designer',
    model: 'o4-mini',
    tools: ['read_document'],
    stream: false,
    task: (state) =>
      `${state.run.requirement}\n\nCriteria:\n${contentOf(state, 'requirements_analyst')}`,
  },
  code_generator: {
    name: 'code_generator',
    model: 'gpt-4.1',
    tools: ['search_repository', 'lint_code'],
    stream: true,
    task: (state) =>
      [
        state.run.requirement,
        `Criteria:\n${contentOf(state, 'requirements_analyst')}`,
        `Design:\n${contentOf(state, 'architecture_designer')}`,
        // Only after a review: what the reviewer found.
        contentOf(state, 'code_reviewer'),
      ].join('\n\n'),
  },
  test_generator: {
    name: 'test_generator',
    model: 'gpt-4.1-mini',
    tools: ['run_tests'],
    stream: false,
    task: (state) => `Code:\n${contentOf(state, 'code_generator')}`,
  },
  code_reviewer: {
    name: 'code_reviewer',
    model: 'o4-mini',
    tools: ['lint_code'],
    stream: false,
    answer: z.toJSONSchema(reviewSchema),
    task: (state) => `Code:\n${contentOf(state, 'code_generator')}`,
  },
  security_analyst: {
    name: 'security_analyst',
    model: 'gpt-4.1',
    tools: ['scan_dependencies'],
    stream: false,
    task: (state) => `Code:\n${contentOf(state, 'code_generator')}`,
  },
  documentation_generator: {
    name: 'documentation_generator',
    model: 'gpt-4.1-mini',
    tools: ['read_document'],
    stream: true,
    // The mistake of many: what changes from call to call comes first, so that the provider's
    // cache, which compares from the beginning, never finds the handbook behind it.
    preamble: (now) => `It is ${now.toISOString()}.`,
    task: (state) =>
      `${state.run.requirement}\n\nTests:\n${contentOf(state, 'test_generator')}\n\nSecurity:\n${contentOf(state, 'security_analyst')}`,
  },
};
