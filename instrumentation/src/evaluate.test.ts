import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { agent, evaluate, prompt, recordEvaluation } from './index.js';
import { METRIC } from './semconv.js';
import { startInMemorySdk, type InMemorySdk } from './testing/in-memory-sdk.js';

let sdk: InMemorySdk;

beforeAll(() => {
  sdk = startInMemorySdk();
});
afterEach(() => sdk.clear());
afterAll(() => sdk.stop());

const scores = async (name: string) =>
  (await sdk.points(METRIC.evaluationScore.name)).filter(
    (point) => point.attributes['gen_ai.evaluation.name'] === name,
  );

test('a score by hand is an event on the active span, and a value by agent, prompt and version', async () => {
  for (const [version, value] of [
    ['1', 0.4],
    ['2', 0.9],
  ] as const) {
    agent('writer', () =>
      prompt({ name: 'write', version }, () =>
        recordEvaluation({ name: 'relevance', value, label: 'fine', explanation: 'on the point' }),
      ),
    )();
  }
  expect(await scores('relevance')).toEqual(
    [
      ['1', 0.4],
      ['2', 0.9],
    ].map(([version, value]) => ({
      attributes: {
        'gen_ai.evaluation.name': 'relevance',
        'gen_ai.agent.name': 'writer',
        'gen_ai.prompt.name': 'write',
        'gen_ai.prompt.version': version,
      },
      value,
      count: 1,
    })),
  );
  const [event] = sdk.logs();
  expect(event).toMatchObject({
    eventName: 'gen_ai.evaluation.result',
    spanContext: { spanId: sdk.spans()[0]?.spanContext().spanId },
    attributes: {
      'gen_ai.evaluation.name': 'relevance',
      'gen_ai.evaluation.score.value': 0.4,
      'gen_ai.evaluation.score.label': 'fine',
      'gen_ai.evaluation.explanation': 'on the point',
      'gen_ai.prompt.version': '1',
    },
  });
});

test('an answer may be judged later: the options tell what it was', async () => {
  recordEvaluation({
    name: 'tone',
    value: 4,
    agentName: 'writer',
    prompt: { name: 'write', version: '3' },
    responseId: 'chatcmpl-1',
  });
  expect((await scores('tone'))[0]?.attributes).toMatchObject({
    'gen_ai.agent.name': 'writer',
    'gen_ai.prompt.version': '3',
  });
  expect(sdk.logs()[0]?.attributes).toMatchObject({ 'gen_ai.response.id': 'chatcmpl-1' });
});

test.each([
  ['a number', 0.5, 0.5],
  ['a verdict', true, 1],
  ['a promise of a score', Promise.resolve({ value: 3, label: 'pass' }), 3],
])('a wrapped evaluator may return %s, which passes unchanged', async (kind, answer, value) => {
  const judge = evaluate(kind, () => answer);
  expect(await judge()).toEqual(await answer);
  expect(await scores(kind)).toMatchObject([{ value }]);
});

test('an evaluator that fails is counted, and its error passes', async () => {
  const error = Object.assign(new Error('slow down'), { status: 429 });
  const judge = evaluate('broken', () => Promise.reject<number>(error));
  await expect(judge()).rejects.toBe(error);
  const counted = await sdk.points(METRIC.evaluations.name);
  expect(counted.map(({ attributes }) => attributes)).toContainEqual({
    'gen_ai.evaluation.name': 'broken',
    'error.type': 'rate_limit',
  });
  expect(await scores('broken')).toEqual([]);
});

test('refuses an evaluation without a name', () => {
  expect(() => recordEvaluation({ value: 1 } as never)).toThrow(TypeError);
});
