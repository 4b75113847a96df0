import type { EvaluationResult } from '@agent-vitals/instrumentation';
import { expect, test } from 'vitest';
import { createRandom } from '../random.js';
import { createAnswerEvaluation } from './answer-evaluation.js';
import type { AgentResult, DeliveryStateValue } from './delivery-state.js';

const result = (content: string, promptVersion = 1): AgentResult => ({
  content,
  promptVersion,
  model: 'gpt-4.1',
  inputTokens: 1,
  cachedTokens: 0,
  outputTokens: 1,
});

const STATE: DeliveryStateValue = {
  run: { id: 'd1', conversationId: 'c1', requirement: 'Orders can be exported.' },
  revision: 0,
  results: { code_generator: result('code', 3) },
};

const mean = (evaluations: readonly EvaluationResult[]): number =>
  evaluations.reduce((sum, { value = 0 }) => sum + value, 0) / evaluations.length;

test('a review is an evaluation of the code, by the version of the prompt that wrote it', () => {
  const kept: EvaluationResult[] = [];
  const evaluate = createAnswerEvaluation(createRandom(1), (each) => kept.push(each));
  const review = { verdict: 'revise', score: 0.4, comments: 'Left undone.' };
  evaluate('code_reviewer', STATE, result(JSON.stringify(review)));
  expect(kept[0]).toStrictEqual({
    name: 'review',
    agentName: 'code_generator',
    prompt: { name: 'code_generator', version: '3' },
    value: 0.4,
    label: 'revise',
    explanation: 'Left undone.',
  });
});

function judge(content: string): readonly EvaluationResult[] {
  const kept: EvaluationResult[] = [];
  const evaluate = createAnswerEvaluation(createRandom(1), (each) => kept.push(each));
  for (let i = 0; i < 1000; i++) evaluate('test_generator', STATE, result(content, 2));
  return kept;
}

test('a quarter of the other answers is judged, what is left undone lower, the same each time', () => {
  const done = judge('All tests pass.');
  expect(done).toStrictEqual(judge('All tests pass.'));
  expect(done.length).toBeGreaterThan(200);
  expect(done.length).toBeLessThan(300);
  expect(done[0]).toMatchObject({
    name: 'answer_quality',
    agentName: 'test_generator',
    prompt: { name: 'test_generator', version: '2' },
  });
  expect(mean(done)).toBeCloseTo(0.95, 2);
  expect(mean(judge('TODO: one\nTODO: two'))).toBeCloseTo(0.71, 2);
});
