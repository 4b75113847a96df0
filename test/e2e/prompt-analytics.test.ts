import { afterAll, beforeAll, expect, it } from 'vitest';
import { getJson, postJson } from '../system/http.js';
import { logLines } from '../system/loki.js';
import { query, queryValue } from '../system/prometheus.js';
import { startSystem, type System } from '../system/system.js';
import { waitFor } from '../system/wait.js';

let system: System;

beforeAll(async () => {
  system = await startSystem({ demoRunsPerSecond: 1 });
});
afterAll(async () => system?.remove());

const reported = (name: string, labels: string): Promise<number> =>
  waitFor(`${name} of ${labels}`, () =>
    queryValue(system.urls.prometheus, `avg(agent_vitals_prompt_reported_${name}{${labels}})`),
  );

it('publishes what the analytics system measures, by prompt and version', async () => {
  const ofCode = 'gen_ai_prompt_name="code_generator", gen_ai_prompt_version="3"';
  for (const evaluation of ['overall_quality', 'user_satisfaction', 'success_rate']) {
    const score = await reported('score', `${ofCode}, gen_ai_evaluation_name="${evaluation}"`);
    expect(score).toBeGreaterThanOrEqual(0);
    expect(score).toBeLessThanOrEqual(1);
  }
  expect(await reported('cost', ofCode)).toBeGreaterThan(0);
  expect(await reported('duration_seconds', ofCode)).toBeGreaterThan(0);
});

it('tells of what became of optimisations by log events', async () => {
  const events = await waitFor('optimisations', async () => {
    const lines = await logLines(
      system.urls.loki,
      '{service_name="prompt-analytics"} | event_name="agent_vitals.prompt.optimization"',
      '12h',
    );
    return lines.length > 0 ? lines : undefined;
  });
  expect(events.map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/^\w+ \d+: \w+ (applied|rolled back)$/),
  );
});

const toneBy = (source: string): string =>
  `agent_vitals_prompt_reported_score{gen_ai_prompt_name="greeter", gen_ai_evaluation_name="tone", agent_vitals_prompt_source="${source}"}`;

it('takes evaluations of other systems: over the API, and as log events', async () => {
  const { prometheus, otlp, promptAnalytics } = system.urls;
  const prompt = { promptName: 'greeter', promptVersion: '1' };
  await postJson(promptAnalytics, '/api/v1/prompt-evaluations', {
    evaluations: [{ id: '1', ...prompt, name: 'tone', score: 0.75, source: 'promptfoo' }],
  });
  const at = Date.now() - 60_000;
  await postJson(otlp, '/v1/logs', {
    resourceLogs: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'judge' } }] },
        scopeLogs: [
          {
            scope: { name: 'judge' },
            logRecords: [
              {
                timeUnixNano: String(BigInt(at) * 1_000_000n),
                eventName: 'gen_ai.evaluation.result',
                attributes: [
                  { key: 'gen_ai.prompt.name', value: { stringValue: 'greeter' } },
                  { key: 'gen_ai.prompt.version', value: { stringValue: '1' } },
                  { key: 'gen_ai.evaluation.name', value: { stringValue: 'tone' } },
                  { key: 'gen_ai.evaluation.score.value', value: { doubleValue: 0.5 } },
                ],
              },
            ],
          },
        ],
      },
    ],
  });
  const value = (source: string, expected: number): Promise<true> =>
    waitFor(`the score of ${source}`, async () =>
      (await queryValue(prometheus, toneBy(source))) === expected ? true : undefined,
    );
  await value('promptfoo', 0.75);
  await value('judge', 0.5);
  expect(await queryValue(prometheus, `timestamp(${toneBy('judge')}) * 1000`)).toBe(at);
  expect(
    await logLines(
      system.urls.loki,
      '{service_name=~"judge|prompt-analytics"} | event_name="gen_ai.evaluation.result" | gen_ai_prompt_name="greeter"',
    ),
  ).toHaveLength(2);
});

it('finds that the newer version is better, by what was reported of both', async () => {
  const { prometheus, promptAnalytics } = system.urls;
  const { measures } = await getJson<{
    measures: readonly { measure: string; verdict: string; source: string }[];
  }>(promptAnalytics, '/api/v1/prompts/requirements_analyst/comparison');
  const verdicts = Object.fromEntries(measures.map(({ measure, verdict }) => [measure, verdict]));
  expect(verdicts).toMatchObject({
    quality: 'better',
    costPerSuccess: 'better',
    duration: 'better',
    outputTokens: 'no evidence yet',
  });
  const published = await waitFor('its metrics', async () => {
    const found = await query(
      prometheus,
      'agent_vitals_prompt_comparison_verdict{gen_ai_prompt_name="requirements_analyst"}',
    );
    return found.length > 0 ? found : undefined;
  });
  expect(published.map(({ labels }) => labels)).toContainEqual(
    expect.objectContaining({
      agent_vitals_prompt_measure: 'quality',
      agent_vitals_prompt_newer_version: '2',
      agent_vitals_prompt_older_version: '1',
      agent_vitals_prompt_verdict: 'better',
    }),
  );
});

it('finds a regression, and alerts with the names of both versions; an improvement is none', async () => {
  const { prometheus, promptAnalytics } = system.urls;
  system.setFault('prompt-regression');
  const firing = await waitFor(
    'the alert',
    async () => {
      const found = await query(
        prometheus,
        'ALERTS{alertname="PromptVersionRegressed", alertstate="firing"}',
      );
      return found.length > 0 ? found : undefined;
    },
    600_000,
  );
  expect(firing.map(({ labels }) => labels)).toEqual([
    expect.objectContaining({
      item: 'code_generator',
      aspect: 'quality',
      agent_vitals_prompt_newer_version: '4',
      agent_vitals_prompt_older_version: '3',
    }),
  ]);
  const { measures } = await getJson<{
    measures: readonly { measure: string; verdict: string; newer: { count: number } }[];
  }>(promptAnalytics, '/api/v1/prompts/code_generator/comparison');
  const worse = measures.filter(({ verdict }) => verdict === 'worse');
  expect(worse.map(({ measure }) => measure)).toContain('quality');
  for (const { newer } of worse) expect(newer.count).toBeGreaterThanOrEqual(30);
}, 660_000);
