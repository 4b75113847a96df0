import { agent, workflow } from '@agent-vitals/instrumentation';
import { END, type LangGraphRunnableConfig, START, StateGraph } from '@langchain/langgraph';
import type { RunAgent } from './agent-runner.js';
import type { EvaluateAnswer } from './answer-evaluation.js';
import {
  DeliveryState,
  type DeliveryRun,
  type DeliveryStateValue,
  reviewOf,
} from './delivery-state.js';
import { type AgentName, ROLES } from './roles.js';

/** How often the reviewer may send the code back. */
const MOST_REVISIONS = 1;

/** Runs the workflow to its end; rejects with the signal's reason when it is aborted. */
export type DeliverSoftware = (
  run: DeliveryRun,
  signal: AbortSignal,
) => Promise<DeliveryStateValue>;

/**
 * Creates the workflow `software_delivery`, in which each answer may be evaluated once it is there:
 *
 *     analyst -> architect -> generator -> (test generator, reviewer, security analyst)
 *                                 ^                        |
 *                                 +---- revise, once ------+---> documentation generator
 */
export function createWorkflow(
  runAgent: RunAgent,
  evaluateAnswer: EvaluateAnswer,
): DeliverSoftware {
  const node = (name: AgentName) => {
    const role = ROLES[name];
    const run = agent(
      { name, conversationId: (state: DeliveryStateValue) => state.run.conversationId },
      (state: DeliveryStateValue, signal: AbortSignal) => runAgent(role, state, signal),
    );
    return async (state: DeliveryStateValue, { signal }: LangGraphRunnableConfig) => {
      const result = await run(state, signal ?? new AbortController().signal);
      evaluateAnswer(name, state, result);
      return { results: { [name]: result } };
    };
  };

  const graph = new StateGraph(DeliveryState)
    .addNode('requirements_analyst', node('requirements_analyst'))
    .addNode('architecture_designer', node('architecture_designer'))
    .addNode('code_generator', node('code_generator'))
    .addNode('test_generator', node('test_generator'))
    .addNode('code_reviewer', node('code_reviewer'))
    .addNode('security_analyst', node('security_analyst'))
    .addNode('send_back', ({ revision }) => ({ revision: revision + 1 }))
    .addNode('review_gate', () => ({}))
    .addNode('documentation_generator', node('documentation_generator'))
    .addEdge(START, 'requirements_analyst')
    .addEdge('requirements_analyst', 'architecture_designer')
    .addEdge('architecture_designer', 'code_generator')
    .addEdge('code_generator', 'test_generator')
    .addEdge('code_generator', 'code_reviewer')
    .addEdge('code_generator', 'security_analyst')
    .addEdge(['test_generator', 'code_reviewer', 'security_analyst'], 'review_gate')
    .addConditionalEdges('review_gate', afterReview, ['send_back', 'documentation_generator'])
    .addEdge('send_back', 'code_generator')
    .addEdge('documentation_generator', END)
    .compile();

  return workflow(
    {
      name: 'software_delivery',
      conversationId: (run: DeliveryRun) => run.conversationId,
    },
    async (run: DeliveryRun, signal: AbortSignal) => {
      try {
        return await graph.invoke({ run }, { signal });
      } catch (error) {
        throw signal.aborted ? signal.reason : error;
      }
    },
  );
}

/** Where the workflow goes once all three have looked at the code. */
function afterReview(state: DeliveryStateValue): 'send_back' | 'documentation_generator' {
  const again = reviewOf(state).verdict === 'revise' && state.revision < MOST_REVISIONS;
  return again ? 'send_back' : 'documentation_generator';
}
