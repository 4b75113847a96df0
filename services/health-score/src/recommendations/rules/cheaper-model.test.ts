import { expect, test } from 'vitest';
import { type Answers, DAY, decide, TEN_MINUTES } from '../testing/decide.js';
import { cheaperModel } from './cheaper-model.js';

type Answer = Answers<keyof typeof cheaperModel.queries>;

const on = (agent: string, model: string) => ({
  service_name: 'shop',
  gen_ai_agent_name: agent,
  gen_ai_provider_name: 'openai',
  gen_ai_request_model: model,
});
const of = (agent: string) => ({ service_name: 'shop', gen_ai_agent_name: agent });
const judged = (agent: string) => ({ ...of(agent), gen_ai_evaluation_name: 'quality' });

const dear = on('writer', 'gpt-4.1-2025-04-14');
const cheap = on('summarizer', 'gpt-4.1-mini');

/** A day of an agent on a dear model, and of one on a cheap model, both judged alike. */
const EQUAL: Answer = {
  calls: [
    [dear, 2000],
    [cheap, 3000],
  ],
  callsOfAgent: [
    [of('writer'), 2000],
    [of('summarizer'), 3000],
  ],
  input: [
    [dear, 2_000_000],
    [cheap, 3_000_000],
  ],
  cached: [[dear, 1_000_000]],
  output: [
    [dear, 400_000],
    [cheap, 300_000],
  ],
  // The list says 5.70 USD: 10 % off.
  cost: [
    [dear, 5.13],
    [cheap, 0.3],
  ],
  evaluations: [
    [judged('writer'), 1200],
    [judged('summarizer'), 1500],
  ],
  scoreMean: [
    [judged('writer'), 0.95],
    [judged('summarizer'), 0.946],
  ],
  scoreDeviation: [
    [judged('writer'), 0.03],
    [judged('summarizer'), 0.03],
  ],
  bestScore: [
    [judged('writer'), 1],
    [judged('summarizer'), 1],
  ],
};

test('a cheaper model is recommended where an agent on it scores no less', () => {
  const [found, ...others] = decide(cheaperModel, EQUAL);
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    title: 'Try gpt-4.1-mini for writer',
    subject: 'writer',
    confidence: 'medium',
    gain: { kind: 'USD per month' },
    link: '/dashboards/llm-usage?var-agent=writer',
  });
  // A fifth of the price, of what was paid: 30 days of 5.13 USD.
  expect(found?.gain?.amount).toBeCloseTo(30 * 5.13 * 0.8, 6);
  expect(found?.detail).toBe(
    'writer calls gpt-4.1-2025-04-14: 2,000 calls in the last day, 1,000 input tokens a call (50 % cached) and 200 output tokens, $153.90 a month at this rate. It scores 0.95 in quality (1,200 evaluations, 95 % interval 0.95 to 0.95). summarizer, which uses gpt-4.1-mini, scores 0.95 in quality (1,500 evaluations), no less. With gpt-4.1-mini the same tokens would cost $30.78 a month. Send a part of its calls to gpt-4.1-mini under a new prompt version and compare the evaluations before you switch: the tasks of two agents are not the same.',
  );
});

test('a few minutes say little of a month', () => {
  expect(decide(cheaperModel, EQUAL, TEN_MINUTES)[0]?.confidence).toBe('low');
});

test('without evaluations it says to evaluate first, with low confidence', () => {
  const { evaluations: _none, ...unjudged } = EQUAL;
  expect(decide(cheaperModel, unjudged)).toMatchObject([
    { title: 'Evaluate writer, then try gpt-4.1-mini', confidence: 'low' },
  ]);
});

test.each([
  ['it is low', 0.7, 1200, 0.03],
  ['it is good, but not surely', 0.91, 40, 0.2],
])('it stays silent about quality when %s', (_, mean, evaluations, deviation) => {
  const answers: Answer = {
    ...EQUAL,
    evaluations: [[judged('writer'), evaluations]],
    scoreMean: [[judged('writer'), mean]],
    scoreDeviation: [[judged('writer'), deviation]],
  };
  expect(decide(cheaperModel, answers)).toEqual([]);
});

test('an agent on the cheaper model that scores less lowers the confidence', () => {
  const scoreMean: Answer['scoreMean'] = [
    [judged('writer'), 0.95],
    [judged('summarizer'), 0.8],
  ];
  const [found] = decide(cheaperModel, { ...EQUAL, scoreMean });
  expect(found).toMatchObject({ confidence: 'low' });
  expect(found?.detail).toContain('which is less');
});

test('scores on another scale than 0 to 1 are not taken for quality', () => {
  const bestScore: Answer['bestScore'] = [[judged('writer'), 5]];
  const [found] = decide(cheaperModel, { ...EQUAL, bestScore });
  expect(found?.title).toBe('Evaluate writer, then try gpt-4.1-mini');
});

test('an agent that uses several models is not judged, since its scores may be of either', () => {
  const callsOfAgent: Answer['callsOfAgent'] = [[of('writer'), 4000]];
  expect(decide(cheaperModel, { ...EQUAL, callsOfAgent })).toEqual([]);
});

test('a model that nobody uses has to save a good part of the whole', () => {
  const alone: Answer = { ...EQUAL, calls: [[dear, 2000]] };
  expect(decide(cheaperModel, alone, DAY)).toMatchObject([{ confidence: 'low' }]);
  const small: Answer = { ...alone, cost: [...EQUAL.cost!, [on('other', 'o1'), 100]] };
  expect(decide(cheaperModel, small)).toEqual([]);
});
