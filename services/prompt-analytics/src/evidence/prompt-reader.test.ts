import { createPrometheusClient } from '@agent-vitals/worker/prometheus-client';
import { expect, onTestFinished, test } from 'vitest';
import type { NamedFact } from '../fact.js';
import { openFactStore } from '../store/fact-store.js';
import { servePrometheus, type MeasuredRuns } from '../testing/prometheus.js';
import { evidenceOf, type Evidence } from './compare-versions.js';
import { createPromptReader } from './prompt-reader.js';
import type { PromptHistory } from './prompt-history.js';

const RANGE = { from: Date.parse('2026-11-17T09:00:00Z'), to: Date.parse('2026-11-24T09:00:00Z') };
const DAY = 86_400;
const SINCE = RANGE.from / 1000 + DAY;

/** Numbers about a mean, a tenth of it to either side. */
const about = (mean: number, count = 200): readonly number[] =>
  Array.from({ length: count }, (_, i) => mean * (0.9 + (0.2 * i) / (count - 1)));

let key = 0;
const fact = (version: string, name: string, value: number, more: Partial<NamedFact> = {}) => ({
  key: String((key += 1)),
  kind: 'assessment' as const,
  source: 'promptfoo',
  promptId: 'planner',
  promptName: 'planner',
  promptVersion: version,
  at: RANGE.to - 3_600_000,
  values: { [name]: value },
  words: {},
  ...more,
});

const ratings = (version: string, score: number): NamedFact[] =>
  Array.from({ length: 40 }, (_, i) => fact(version, 'rating', score + (i % 2)));

const costs = (version: string, cost: number): NamedFact[] =>
  Array.from({ length: 40 }, (_, i) =>
    fact(version, 'cost_per_request', cost * (1 + (i % 2) / 10), {
      kind: 'measurement',
      source: 'analytics.db/cost_metrics',
    }),
  );

async function read(
  runs: readonly MeasuredRuns[],
  facts: readonly NamedFact[] = [],
): Promise<readonly PromptHistory[]> {
  const store = openFactStore(':memory:');
  onTestFinished(() => store.close());
  store.add(facts);
  const prometheus = createPrometheusClient({ url: await servePrometheus(runs) });
  return createPromptReader({ prometheus, store }).read(RANGE);
}

const measureOf = (evidence: Evidence | undefined, name: string) =>
  evidence?.measures.find(({ measure }) => measure === name);

const runs = (version: string, more: Partial<MeasuredRuns> = {}): MeasuredRuns => ({
  prompt: 'planner',
  version,
  since: SINCE + Number(version.slice(1)),
  durations: about(2),
  ...more,
});

test('the newest version is compared with the one before, by first use and not by name', async () => {
  const prompts = await read([
    runs('v9', { since: SINCE + 30 }),
    runs('v10', { since: SINCE }),
    runs('v2', { since: SINCE + 10 }),
    { ...runs('v1'), prompt: 'writer' },
  ]);
  expect(prompts.map(({ name }) => name)).toEqual(['planner', 'writer']);
  expect(prompts[0]?.versions).toMatchObject([
    { version: 'v10', firstUse: SINCE * 1000, lastUse: (SINCE + 3600) * 1000, calls: 200 },
    { version: 'v2' },
    { version: 'v9' },
  ]);
  const evidence = evidenceOf(prompts);
  expect(evidence).toMatchObject([
    { promptName: 'planner', older: { version: 'v2' }, newer: { version: 'v9' } },
  ]);
});

test('what was called is compared by every measure', async () => {
  const windows = Array.from({ length: 40 }, (_, i) => [0.01 * (i % 5), 5] as const);
  const [evidence] = evidenceOf(
    await read([
      runs('v1', {
        tokens: about(400),
        windows,
        scores: { relevance: about(0.8) },
        failed: 4,
        invocations: 150,
        looping: 3,
      }),
      runs('v2', {
        durations: about(2.4),
        tokens: about(200),
        windows: windows.map(([cost, done]) => [cost * 3, done] as const),
        scores: { relevance: about(0.6) },
        failed: 100,
        invocations: 150,
        looping: 60,
      }),
    ]),
  );
  const verdicts = evidence?.measures.map(({ measure, verdict }) => [measure, verdict]);
  expect(Object.fromEntries(verdicts ?? [])).toEqual({
    quality: 'worse',
    costPerSuccess: 'worse',
    duration: 'worse',
    outputTokens: 'better',
    errors: 'worse',
    loops: 'worse',
  });
  expect(measureOf(evidence, 'costPerSuccess')?.older).toMatchObject({
    count: 200,
    mean: expect.closeTo(0.004) as number,
    independent: 40,
  });
  expect(measureOf(evidence, 'errors')?.older).toMatchObject({ count: 204, mean: 4 / 204 });
  expect(measureOf(evidence, 'loops')).toMatchObject({
    source: 'measured',
    older: { count: 150, mean: 0.02 },
    newer: { count: 150, mean: 0.4 },
  });
});

test('of calls outside of agents, and of agents with several prompts, loops are not known', async () => {
  const [evidence] = evidenceOf(await read([runs('v1'), runs('v2')]));
  expect(measureOf(evidence, 'loops')).toMatchObject({
    source: undefined,
    older: { count: 0 },
    verdict: 'no evidence yet',
  });
});

test('of evaluations the one is compared that judged both versions most often, on its own scale', async () => {
  const [evidence] = evidenceOf(
    await read(
      [
        runs('v1', { scores: { relevance: about(0.9, 500), tone: about(0.5, 35) } }),
        runs('v2', { scores: { relevance: about(0.2, 10), tone: about(0.5, 35) } }),
      ],
      [...ratings('v1', 3), ...ratings('v2', 4)],
    ),
  );
  expect(measureOf(evidence, 'quality')).toMatchObject({
    source: 'promptfoo',
    evaluation: 'rating',
    older: { count: 40, mean: 3.5 },
    newer: { count: 40, mean: 4.5 },
    verdict: 'better',
  });
});

test('facts tell of what is not measured, and not of what is', async () => {
  const facts = [...costs('v1', 0.02), ...costs('v2', 0.01)];
  const expected = {
    source: 'analytics.db/cost_metrics',
    evaluation: 'cost_per_request',
    verdict: 'better',
  };
  const [unmeasured] = evidenceOf(await read([], facts));
  expect(unmeasured).toMatchObject({
    older: { version: 'v1', calls: 0 },
    newer: { version: 'v2' },
  });
  expect(measureOf(unmeasured, 'costPerSuccess')).toMatchObject(expected);

  const half = [runs('v1', { windows: [[1, 1]] }), runs('v2')];
  const [both] = evidenceOf(await read(half, facts));
  expect(measureOf(both, 'costPerSuccess')).toMatchObject(expected);

  const [measured] = evidenceOf(
    await read(
      half.map((each) => ({ ...each, windows: [[1, 1]] })),
      facts,
    ),
  );
  expect(measureOf(measured, 'costPerSuccess')).toMatchObject({ source: 'measured' });
});

test('what was found out of no version, and before the time, is left out', async () => {
  const prompts = await read(
    [],
    [
      fact('v1', 'rating', 3),
      fact('v0', 'rating', 3, { at: RANGE.from - 1 }),
      fact('', 'rating', 3, { promptVersion: undefined }),
    ],
  );
  expect(prompts).toMatchObject([{ name: 'planner', versions: [{ version: 'v1' }] }]);
});
