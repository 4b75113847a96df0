import type { EvaluationResult } from '@agent-vitals/instrumentation';
import type { Random } from '../random.js';
import { type AgentResult, type DeliveryStateValue, reviewSchema } from './delivery-state.js';
import type { AgentName } from './roles.js';

/** Judges what an agent answered, and records what was found. */
export type EvaluateAnswer = (
  agent: AgentName,
  /** As the agent found it. */
  state: DeliveryStateValue,
  result: AgentResult,
) => void;

/** The part of the answers that a judge looks at, as teams sample them for its cost. */
const JUDGED_SHARE = 0.25;

/**
 * What the judge finds in an answer of any model: the model server makes all of them alike, so a
 * dearer one is no better here.
 */
const JUDGED = { mean: 0.95, deviation: 0.03, forEachUndone: 0.12 } as const;

/** How many things an answer leaves undone. */
export const undoneIn = (content: string): number => content.match(/\bTODO\b/g)?.length ?? 0;

/**
 * Creates the evaluation of the demo's answers: `review` of the code generator's code, which is
 * what the code reviewer found, and `answer_quality` of a sample of the others' answers, which
 * stands for a judge and is drawn at random, lower for what was left undone.
 * @param record keeps an evaluation
 */
export function createAnswerEvaluation(
  random: Random,
  record: (evaluation: EvaluationResult) => void,
): EvaluateAnswer {
  const judge = (content: string): number => {
    const score =
      JUDGED.mean + JUDGED.deviation * random.normal() - JUDGED.forEachUndone * undoneIn(content);
    return Math.min(1, Math.max(0, score));
  };

  return (agent, state, { content, promptVersion }) => {
    const code = state.results.code_generator;
    if (agent === 'code_reviewer' && code !== undefined) {
      const { score, verdict, comments } = reviewSchema.parse(JSON.parse(content));
      record({
        name: 'review',
        agentName: 'code_generator',
        prompt: { name: 'code_generator', version: String(code.promptVersion) },
        value: score,
        label: verdict,
        explanation: comments,
      });
    }
    // The code has its own judge.
    if (agent === 'code_generator' || !random.chance(JUDGED_SHARE)) return;
    record({
      name: 'answer_quality',
      agentName: agent,
      prompt: { name: agent, version: String(promptVersion) },
      value: judge(content),
    });
  };
}
