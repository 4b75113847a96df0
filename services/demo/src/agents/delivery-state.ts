import { Annotation } from '@langchain/langgraph';
import { z } from 'zod';
import type { AgentName } from './roles.js';

/** What one invocation of an agent used. */
export interface AgentUsage {
  readonly promptVersion: number;
  readonly model: string;
  /** Sums over all model calls of the invocation. */
  readonly inputTokens: number;
  /** Of the input, what the provider had in its cache. */
  readonly cachedTokens: number;
  readonly outputTokens: number;
}

/** What one invocation of an agent gave. */
export interface AgentResult extends AgentUsage {
  readonly content: string;
}

/** One run of the workflow. */
export interface DeliveryRun {
  readonly id: string;
  readonly conversationId: string;
  /** What shall be delivered. */
  readonly requirement: string;
}

/** The answer that the code reviewer must give. */
export const reviewSchema = z.object({
  verdict: z.enum(['approve', 'revise']),
  /** How good the code is, 0 to 1. */
  score: z.number().min(0).max(1),
  comments: z.string(),
});

/** The state that the agents of one run share; agents that run side by side merge their results. */
export const DeliveryState = Annotation.Root({
  run: Annotation<DeliveryRun>,
  /** How often the code was sent back. */
  revision: Annotation<number>({ reducer: (_, next) => next, default: () => 0 }),
  /** The last result of each agent. */
  results: Annotation<Partial<Record<AgentName, AgentResult>>>({
    reducer: (before, next) => ({ ...before, ...next }),
    default: () => ({}),
  }),
});

/** See {@link DeliveryState}. */
export type DeliveryStateValue = typeof DeliveryState.State;

/** The reviewer's answer, once there is one. */
export function reviewOf(state: DeliveryStateValue): z.infer<typeof reviewSchema> {
  return reviewSchema.parse(JSON.parse(state.results.code_reviewer?.content ?? '{}'));
}
