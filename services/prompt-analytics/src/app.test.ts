import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, onTestFinished, test } from 'vitest';
import { createPromptApi } from './app.js';
import { openFactStore } from './store/fact-store.js';
import { serveForTest } from './testing/serve-for-test.js';

const NOW = Date.parse('2026-11-24T09:00:00Z');

const evaluation = (id: string, more: object = {}): object => ({
  id,
  promptName: 'code_generator',
  promptVersion: '3',
  name: 'relevance',
  score: 0.9,
  ...more,
});

const many = (count: number): object[] =>
  Array.from({ length: count }, (_, index) =>
    evaluation(String(index), { explanation: 'x'.repeat(2000) }),
  );

/** An API with a store of its own. */
async function startApi() {
  const store = openFactStore(':memory:');
  onTestFinished(() => store.close());
  const url = await serveForTest(
    createPromptApi({
      store,
      prompts: { read: () => Promise.resolve([]) },
      prometheus: { query: () => Promise.resolve([]) },
      clock: () => NOW,
    }),
  );
  return {
    url,
    store,
    report: async (
      ...evaluations: readonly object[]
    ): Promise<{ status: number; json: unknown }> => {
      const response = await fetch(`${url}/api/v1/prompt-evaluations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ evaluations }),
      });
      return { status: response.status, json: await response.json() };
    },
  };
}

test('evaluations of another system are taken, each once', async () => {
  const { report, store } = await startApi();
  const judged = evaluation('b', { at: '2026-11-24T08:00:00+01:00', source: 'promptfoo' });
  expect(await report(evaluation('a'), judged)).toEqual({
    status: 200,
    json: { accepted: 2, duplicates: 0 },
  });
  expect(
    await report(evaluation('a'), evaluation('c', { score: undefined, label: 'pass' })),
  ).toEqual({ status: 200, json: { accepted: 1, duplicates: 1 } });
  expect(store.find(['reported/api/a', 'reported/api/c', 'reported/promptfoo/b'])).toMatchObject([
    {
      kind: 'assessment',
      source: 'api',
      promptName: 'code_generator',
      promptVersion: '3',
      at: NOW,
      values: { relevance: 0.9 },
    },
    { values: {}, words: { name: 'relevance', label: 'pass' } },
    { source: 'promptfoo', at: Date.parse('2026-11-24T07:00:00Z') },
  ]);
  expect(store.count()).toBe(3);
});

test('the same id of two systems is two evaluations, within one system a conflict that takes nothing', async () => {
  const { report, store } = await startApi();
  await report(evaluation('a'), evaluation('a', { source: 'langfuse', score: 0.1 }));
  expect(store.count()).toBe(2);
  const answer = await report(evaluation('new'), evaluation('a', { score: 0.5 }));
  expect(answer).toMatchObject({
    status: 409,
    json: { title: 'Conflict', detail: expect.stringMatching(/Nothing was taken: 1 .*\(a\)/) },
  });
  expect(await report(evaluation('d'), evaluation('d', { score: 0.5 }))).toMatchObject({
    status: 409,
  });
  expect(store.count()).toBe(2);
});

test.each<[string, string, string, object]>([
  [
    'without a score or a label',
    'evaluations.1.score',
    'score, label, or both',
    { score: undefined },
  ],
  ['with a score in words', 'evaluations.1.score', 'a number', { score: 'good' }],
  ['without a prompt', 'evaluations.1.promptName', 'a name of 1 to 200', { promptName: undefined }],
  ['at a time without a zone', 'evaluations.1.at', 'with a zone', { at: '2026-11-24T08:00:00' }],
  ['with what is not known', 'evaluations.1.scores', 'only id, promptName', { scores: 1 }],
])(
  'an evaluation %s is refused, and names what is wrong and what would be right',
  async (_, name, allowed, wrong) => {
    const { report, store } = await startApi();
    expect(await report(evaluation('a'), evaluation('b', wrong))).toMatchObject({
      status: 400,
      json: { parameters: [{ name, allowed: expect.stringContaining(allowed) }] },
    });
    expect(store.count()).toBe(0);
  },
);

test('a thousand long ones fit into one request, and no more', async () => {
  const { report } = await startApi();
  expect(await report(...many(1000))).toMatchObject({ json: { accepted: 1000 } });
  expect(await report(...many(1001))).toMatchObject({
    status: 400,
    json: { parameters: [{ name: 'evaluations', allowed: '1 to 1000 evaluations' }] },
  });
  expect(await report()).toMatchObject({ status: 400 });
});

test('the API describes itself', async () => {
  const { url } = await startApi();
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as Record<string, unknown>;
  expect(await new Validator().validate(document)).toMatchObject({ valid: true });
  expect(document).toHaveProperty(['paths', '/api/v1/prompt-evaluations', 'post', 'requestBody']);
  expect(document).toHaveProperty(['paths', '/api/v1/prompts/{name}/comparison', 'get']);
});

/** A log event as the Collector sends it. */
const logEvent = (attributes: Readonly<Record<string, string | number>>): object => ({
  timeUnixNano: String(BigInt(NOW) * 1_000_000n),
  traceId: '0af7651916cd43dd8448eb211c80319c',
  attributes: Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { doubleValue: value } : { stringValue: value },
  })),
});

const evaluated = {
  'gen_ai.prompt.name': 'code_generator',
  'gen_ai.prompt.version': '3',
  'gen_ai.evaluation.name': 'relevance',
  'gen_ai.evaluation.score.value': 0.9,
};

test('evaluations that log events tell of are taken, each once', async () => {
  const { url, store } = await startApi();
  const send = async (...logRecords: readonly object[]): Promise<unknown> => {
    const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'judge' } }] };
    const response = await fetch(`${url}/v1/logs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] }),
    });
    return { status: response.status, json: await response.json() };
  };
  const labelled = { ...evaluated, 'gen_ai.evaluation.score.label': 'pass' };
  expect(await send(logEvent(evaluated), logEvent(labelled))).toEqual({ status: 200, json: {} });
  expect(await send(logEvent(evaluated))).toEqual({ status: 200, json: {} });
  expect(store.pending(10)).toMatchObject(
    [{ name: 'relevance' }, { name: 'relevance', label: 'pass' }]
      .map((words) => ({
        kind: 'evaluation',
        source: 'judge',
        promptName: 'code_generator',
        promptVersion: '3',
        at: NOW,
        values: { relevance: 0.9 },
        words,
      }))
      .map((fact) => expect.objectContaining(fact)),
  );
  const { 'gen_ai.prompt.name': _name, ...nameless } = evaluated;
  expect(await send(logEvent(nameless), logEvent({ ...evaluated, 'log.record.uid': '1' }))).toEqual(
    {
      status: 200,
      json: {
        partialSuccess: {
          rejectedLogRecords: 1,
          errorMessage: expect.stringContaining('gen_ai.prompt.name'),
        },
      },
    },
  );
  expect(store.count()).toBe(3);
});
