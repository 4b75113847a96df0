import { join } from 'node:path';
import { loadVitalsConfig } from '@agent-vitals/config';
import type { FaultName } from '@agent-vitals/demo/faults';
import { createPrometheusClient } from '@agent-vitals/worker/prometheus-client';
import { createRecommender, type Recommender } from '@agent-vitals/health-score/recommender';
import type { Recommendation } from '@agent-vitals/health-score/report';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { root as checkout, startSystem, type System } from '../system/system.js';
import { waitFor } from '../system/wait.js';

let system: System;
let recommender: Recommender;
/** Every query that was asked, and whether it has ever found anything. */
const answered = new Map<string, boolean>();
const problems: unknown[] = [];
const silent = (): string[] => [...answered].flatMap(([query, found]) => (found ? [] : query));
/** Recommendations need samples; a fault needs time to make them. */
const PATIENCE_MS = 170_000;
const WINDOW_MS = 400_000;

beforeAll(async () => {
  system = await startSystem({ demoRunsPerSecond: 2 });
  const client = createPrometheusClient({ url: system.urls.prometheus });
  recommender = createRecommender({
    config: loadVitalsConfig(join(checkout, 'vitals.yaml')),
    prometheus: {
      async query(promql, time) {
        const samples = await client.query(promql, time);
        // The window grows while the test runs.
        const query = promql.replaceAll(/\[\d+m([\]:])/g, '[window$1');
        answered.set(query, samples.length > 0 || answered.get(query) === true);
        return samples;
      },
    },
    log: { warn: (...problem: unknown[]) => problems.push(problem) },
  });
});
afterEach(() => system.clearFaults());
afterAll(async () => system?.remove());

function recommended(rule: string, subject: string): Promise<Recommendation> {
  return waitFor(
    `a recommendation of ${rule} for ${subject}`,
    async () =>
      (await recommender.evaluate()).find((each) => each.rule === rule && each.subject === subject),
    PATIENCE_MS,
  );
}

it('shows a team what its healthy system could spare [M5][D4]', async () => {
  const [model, caching] = await Promise.all([
    waitFor(
      'a cheaper model for security_analyst, by its evaluations',
      async () => {
        const found = await recommended('cheaper-model', 'security_analyst');
        return found.title === 'Try gpt-4.1-mini for security_analyst' ? found : undefined;
      },
      PATIENCE_MS,
    ),
    recommended('prompt-caching', 'documentation_generator'),
  ]);
  expect(model.gain?.kind).toBe('USD per month');
  // A fifth of the price for each kind of token.
  expect(model.gain?.amount).toBeCloseTo(0.8 * model.evidence.values['costPerMonth']!, 6);
  expect(model.detail).toContain('answer_quality');
  expect(caching.evidence.values['cachedShare']).toBeLessThan(0.1);
  expect(caching.evidence.values['cachedShareOfOthers']).toBeGreaterThan(0.7);
  const others = (await recommender.evaluate()).filter(
    ({ rule }) => rule !== 'host-size' && rule !== 'process-size' && rule !== 'event-loop',
  );
  expect(others.map(({ id }) => id).toSorted()).toEqual([model.id, caching.id].toSorted());
});

it.each<[FaultName, string, string, string, string]>([
  ['prompt-regression', 'prompt-version', 'code_generator', 'Go back to version 3', 'prompts'],
  ['agent-loop', 'agent-loop', 'code_generator', 'Bound the loop', 'agents'],
  ['tool-errors', 'failing-tools', 'search_repository', 'Repair search_repository', 'agents'],
  ['llm-rate-limit', 'failed-calls', 'gpt-4.1-mini', 'Fewer rate_limit failures', 'llm-usage'],
])('says what to do about %s', async (fault, rule, subject, title, dashboard) => {
  system.setFault(fault);
  const found = await recommended(rule, subject);
  expect(found.title).toContain(title);
  expect(new URL(found.link, 'http://localhost').pathname).toBe(`/dashboards/${dashboard}`);
});

it('has no query that Prometheus refuses, or that finds nothing where there is something', async () => {
  // The window is the last to be found: it needs five minutes of data, which began with the system.
  await waitFor(
    'an answer to every query',
    async () => {
      await recommender.evaluate();
      return silent().length === 0 || undefined;
    },
    WINDOW_MS,
  ).catch(() => undefined);
  expect(silent()).toEqual([]);
  expect(problems).toEqual([]);
}, 420_000);
