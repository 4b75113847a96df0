import { createPrometheusClient } from '@agent-vitals/worker/prometheus-client';
import { expect, onTestFinished, test } from 'vitest';
import { createPromptApi } from '../app.js';
import { createPromptReader } from '../evidence/prompt-reader.js';
import { openFactStore } from '../store/fact-store.js';
import { servePrometheus, type MeasuredRuns } from '../testing/prometheus.js';
import { serveForTest } from '../testing/serve-for-test.js';
import { comparisonSchema, correlationSchema, promptsSchema } from './prompt-answers.js';

const NOW = Date.parse('2026-11-24T09:00:00Z');
const SINCE = NOW / 1000 - 86_400;
const PROMPTS = '/api/v1/prompts';
const COMPARISON = `${PROMPTS}/code%20generator/comparison`;
const CORRELATION = `${PROMPTS}/code%20generator/correlation`;

/** Calls that take 2 s, or so many times as long. */
const version = (
  number: number,
  { slower = 1, calls = 200, ...more }: Partial<MeasuredRuns> & { slower?: number; calls?: number },
): MeasuredRuns => ({
  prompt: 'code generator',
  version: String(number),
  since: SINCE + 3600 * number,
  durations: Array.from({ length: calls }, (_, i) => slower * (1.5 + (i % 11) / 10)),
  ...more,
});

/** An API over a Prometheus that knows of these. */
async function startApi(runs: readonly MeasuredRuns[] | { readonly url: string }) {
  const store = openFactStore(':memory:');
  onTestFinished(() => store.close());
  const prometheus = createPrometheusClient({
    url: 'url' in runs ? runs.url : await servePrometheus(runs),
  });
  const prompts = createPromptReader({ prometheus, store });
  const url = await serveForTest(createPromptApi({ store, prompts, prometheus, clock: () => NOW }));
  return async (path: string) => {
    const response = await fetch(url + path);
    return {
      status: response.status,
      headers: response.headers,
      json: (await response.json()) as Record<string, unknown>,
    };
  };
}

const measureOf = (json: unknown, measure: string) =>
  comparisonSchema.parse(json).measures.find((each) => each.measure === measure);

test('prompts are listed with their versions, the oldest first, of the last week', async () => {
  const ask = await startApi([version(2, { since: SINCE }), version(1, {})]);
  const { status, json } = await ask(PROMPTS);
  expect(status).toBe(200);
  expect(promptsSchema.parse(json)).toMatchObject({
    from: '2026-11-17T09:00:00.000Z',
    to: '2026-11-24T09:00:00.000Z',
    prompts: [
      {
        name: 'code generator',
        versions: [
          { version: '2', firstUse: '2026-11-23T09:00:00.000Z', calls: 200 },
          { version: '1', firstUse: '2026-11-23T10:00:00.000Z' },
        ],
      },
    ],
  });
});

test('a version whose calls take a fifth longer is worse, and says how sure that is', async () => {
  const ask = await startApi([version(1, {}), version(2, { slower: 1.2 })]);
  const { json } = await ask(COMPARISON);
  expect(json).toMatchObject({
    prompt: 'code generator',
    older: { version: '1' },
    newer: { version: '2' },
    confidence: expect.closeTo(0.9966, 4) as number,
  });
  expect(measureOf(json, 'duration')).toMatchObject({
    title: 'Duration of a call',
    unit: 's',
    better: 'lower',
    source: 'measured',
    evaluation: null,
    older: { count: 200, mean: expect.closeTo(2, 1) as number },
    newer: { count: 200, mean: expect.closeTo(2.4, 1) as number },
    difference: expect.closeTo(0.4, 2) as number,
    ratio: expect.closeTo(0.2, 3) as number,
    interval: [expect.closeTo(0.3, 1) as number, expect.closeTo(0.5, 1) as number],
    verdict: 'worse',
  });
  expect(measureOf(json, 'quality')).toMatchObject({
    source: null,
    older: { count: 0, mean: null },
    difference: null,
    interval: null,
    verdict: 'no evidence yet',
  });
});

test.each<[string, Parameters<typeof version>[1]]>([
  ['that does the same', {}],
  ['of which too little is known', { slower: 3, calls: 29 }],
])('of a version %s there is no evidence yet', async (_, newer) => {
  const ask = await startApi([version(1, {}), version(2, newer)]);
  const { json } = await ask(COMPARISON);
  expect(measureOf(json, 'duration')?.verdict).toBe('no evidence yet');
});

test('any two versions are compared, in the order that is asked for', async () => {
  const ask = await startApi([1, 2, 3].map((number) => version(number, { slower: number })));
  const { json } = await ask(`${COMPARISON}?older=3&newer=1`);
  expect(json).toMatchObject({ older: { version: '3' }, newer: { version: '1' } });
  expect(measureOf(json, 'duration')).toMatchObject({ verdict: 'better' });
  expect(await ask(`${COMPARISON}?newer=2`)).toMatchObject({
    json: { older: { version: '1' }, newer: { version: '2' } },
  });
});

test.each([
  [`${COMPARISON}?newer=7`, 404, /no version "7" of "code generator".*there are: 1, 2/],
  [`${COMPARISON}?newer=1`, 404, /no version of "code generator" before 1 .*there are: 1, 2/],
  [`${PROMPTS}/planner/comparison`, 404, /no prompt "planner".*\/api\/v1\/prompts lists/],
  [`${PROMPTS}/planner/correlation`, 404, /no prompt "planner"/],
  [`${COMPARISON}?older=2`, 400, /older holds "2"; allowed: another version than newer/],
  [`${COMPARISON}?newest=2`, 400, /newest holds "2"; allowed: only from, to, older, newer/],
  [`${COMPARISON}?older=`, 400, /older holds ""; allowed: a version/],
  [`${PROMPTS}?from=yesterday`, 400, /from holds "yesterday"; allowed: ISO 8601/],
  [`${PROMPTS}?from=2026-11-25`, 400, /from holds .*before to, which is 2026-11-24T09/],
  [`${PROMPTS}?from=2026-01-01`, 400, /from holds .*by 90 days at most/],
])('%s is answered with %i, and says what there is', async (path, status, detail) => {
  const ask = await startApi([version(1, {}), version(2, {})]);
  expect(await ask(path)).toMatchObject({
    status,
    json: { detail: expect.stringMatching(detail) as string },
  });
});

test('quality is set against what the versions need, in a sentence', async () => {
  const ask = await startApi(
    [1, 2, 3, 4, 5, 6].map((number) =>
      version(number, {
        slower: number,
        scores: { relevance: [0.4 + number / 20, 0.6 + number / 20] },
        tokens: [100],
        ...(number < 4 && { windows: [[number, 1]] }),
      }),
    ),
  );
  const { correlations } = correlationSchema.parse((await ask(CORRELATION)).json);
  expect(correlations).toMatchObject([
    {
      measure: 'costPerSuccess',
      versions: 3,
      interval: null,
      sentence:
        'No evidence yet: quality and cost of a successful run are known of 3 versions, and 4 are needed.',
    },
    {
      measure: 'duration',
      evaluation: 'relevance',
      evaluationSource: 'measured',
      source: 'measured',
      versions: 6,
      coefficient: expect.closeTo(1) as number,
      sentence: 'Of 6 versions, those of higher quality take longer.',
    },
    {
      measure: 'outputTokens',
      coefficient: null,
      sentence:
        'Nothing can be said: of quality and output tokens of a call, one is the same in all 6 versions.',
    },
  ]);
});

test('while Prometheus is away callers are told when to ask again', async () => {
  const ask = await startApi({ url: 'http://127.0.0.1:1' });
  for (const path of [PROMPTS, COMPARISON, CORRELATION]) {
    const { status, headers, json } = await ask(path);
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('10');
    expect(json['detail']).toMatch(/Prometheus cannot be reached/);
  }
});
