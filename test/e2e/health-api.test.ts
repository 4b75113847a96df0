import type { CostReport, HealthReport, History } from '@agent-vitals/health-score/report';
import {
  ATTR,
  HEALTH_ATTR,
  HEALTH_METRIC,
  METRIC,
  type MetricDefinition,
} from '@agent-vitals/instrumentation/semconv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHealthService, type HealthService } from '../system/health-service.js';
import { createPrometheusServer, type PrometheusServer } from '../system/prometheus-server.js';
import { waitFor } from '../system/wait.js';

const HOUR_MS = 3_600_000;
const DAYS = 35;
const NOW = Date.now();
const BEGAN = NOW - DAYS * 24 * HOUR_MS;

/** What an agent costs in the hour that begins at `time`: a tenth on weekends. */
const hourlyCost = (time: number): number =>
  [0, 6].includes(new Date(time).getUTCDay()) ? 0.1 : 1;

const SHARES = [
  { agent: 'code_generator', model: 'gpt-4.1', part: 0.75 },
  { agent: 'reviewer', model: 'gpt-4.1-mini', part: 0.25 },
] as const;
const TOKENS_AN_HOUR = 1000;
const CALLS_AN_HOUR = 10;

const nanoseconds = (ms: number): string => `${Math.round(ms)}000000`;
const attribute = ([key, stringValue]: [string, string]): object => ({
  key,
  value: { stringValue },
});
const attributes = (values: Readonly<Record<string, string>>): object[] =>
  Object.entries(values).map(attribute);

/** Moments at which a program exported, every `everyMs`. */
const moments = (from: number, everyMs: number): number[] => {
  const times: number[] = [];
  for (let time = from + everyMs; time <= NOW; time += everyMs) times.push(time);
  return times;
};
const hours = moments(BEGAN, HOUR_MS);

const point = (time: number): object => ({
  startTimeUnixNano: nanoseconds(BEGAN),
  timeUnixNano: nanoseconds(time),
});

function spent(): object[] {
  const labels = ({ agent, model }: (typeof SHARES)[number]): object[] =>
    attributes({
      [ATTR.agentName]: agent,
      [ATTR.workflowName]: 'delivery',
      [ATTR.providerName]: 'openai',
      [ATTR.requestModel]: model,
      [ATTR.promptName]: agent,
      [ATTR.promptVersion]: '3',
    });
  const sum = ({ name, unit }: MetricDefinition, inHour: (time: number) => number): object => ({
    name,
    unit,
    sum: {
      aggregationTemporality: 2,
      isMonotonic: true,
      dataPoints: SHARES.flatMap((share) => {
        let total = 0;
        return hours.map((time) => {
          total += inHour(time - HOUR_MS) * share.part;
          return { ...point(time), asDouble: total, attributes: labels(share) };
        });
      }),
    },
  });
  const { name, unit, buckets = [] } = METRIC.inferenceDuration;
  const calls = {
    name,
    unit,
    histogram: {
      aggregationTemporality: 2,
      dataPoints: SHARES.flatMap((share) =>
        hours.map((time, index) => ({
          ...point(time),
          count: String((index + 1) * CALLS_AN_HOUR),
          sum: index + 1,
          bucketCounts: [
            ...buckets.map((_, at) => (at === 0 ? (index + 1) * CALLS_AN_HOUR : 0)),
            0,
          ].map(String),
          explicitBounds: buckets,
          attributes: labels(share),
        })),
      ),
    },
  };
  return [
    sum(METRIC.llmCost, hourlyCost),
    sum(METRIC.inputTokens, () => TOKENS_AN_HOUR),
    sum(METRIC.cacheReadInputTokens, () => TOKENS_AN_HOUR / 2),
    sum(METRIC.outputTokens, () => TOKENS_AN_HOUR / 10),
    calls,
  ];
}

/** The whole fell from 90 to 40 half an hour ago, with the agents. */
const scoreAt = (time: number): number => (time < NOW - HOUR_MS / 2 ? 90 : 40);

const gauge = ({ name, unit }: MetricDefinition, labels: object[]): object => ({
  name,
  unit,
  gauge: {
    dataPoints: moments(NOW - HOUR_MS, 10_000).map((time) => ({
      timeUnixNano: nanoseconds(time),
      asDouble: scoreAt(time),
      attributes: labels,
    })),
  },
});

function scores(): object[] {
  return [
    gauge(HEALTH_METRIC.score, []),
    gauge(HEALTH_METRIC.componentScore, attributes({ [HEALTH_ATTR.component]: 'agents' })),
  ];
}

let prometheus: PrometheusServer;
let service: HealthService;

beforeAll(async () => {
  prometheus = await createPrometheusServer();
  await prometheus.start();
  // At once: Prometheus takes nothing that is much older than what it has.
  await prometheus.send({
    resourceMetrics: [
      {
        resource: { attributes: attributes({ 'service.name': 'shop' }) },
        scopeMetrics: [{ metrics: [...spent(), ...scores()] }],
      },
    ],
  });
  service = await startHealthService(prometheus.url);
});
afterAll(async () => {
  await service?.stop();
  await prometheus?.remove();
});

async function get<T>(path: string): Promise<T> {
  const response = await fetch(`${service.url}${path}`);
  expect(response.status, path).toBe(200);
  return (await response.json()) as T;
}

describe('history', () => {
  it('is that of the published scores, of the whole and of each component', async () => {
    const from = new Date(NOW - 50 * 60_000).toISOString();
    const to = new Date(NOW).toISOString();
    const { stepSeconds, series } = await get<History>(
      `/api/v1/health/history?from=${from}&to=${to}&step=60`,
    );
    expect(stepSeconds).toBe(60);
    expect(series.map(({ component }) => component)).toEqual([null, 'agents']);
    for (const { points } of series) {
      expect(points.length).toBeGreaterThanOrEqual(49);
      expect(points[0]).toEqual([expect.any(Number), 90]);
      expect(points.at(-1)).toEqual([expect.any(Number), 40]);
      expect(points.every(([time]) => time % 60 === 0)).toBe(true);
    }
  });
});

describe('cost', () => {
  const day = 24 * HOUR_MS;
  const range = `from=${new Date(NOW - 7 * day).toISOString()}&to=${new Date(NOW).toISOString()}`;
  const inRange = (from: number): number =>
    hours.filter((time) => time > from).reduce((sum, time) => sum + hourlyCost(time - HOUR_MS), 0);

  it.each([
    ['agent', 'code_generator', 'reviewer'],
    ['model', 'openai/gpt-4.1', 'openai/gpt-4.1-mini'],
    ['prompt', 'code_generator@3', 'reviewer@3'],
  ])('by %s is what was spent', async (by, first, second) => {
    const report = await get<CostReport>(`/api/v1/cost?by=${by}&${range}`);
    const expected = inRange(NOW - 7 * day);
    expect(Math.abs(report.total - expected) / expected).toBeLessThan(0.02);
    expect(report.entries.map(({ name }) => name)).toEqual([first, second]);
    const [dearer] = report.entries;
    expect(dearer?.share).toBeCloseTo(0.75, 2);
    const week = 7 * 24;
    expect(Math.abs(dearer!.calls / (week * CALLS_AN_HOUR) - 1)).toBeLessThan(0.02);
    expect(Math.abs(dearer!.inputTokens / (week * TOKENS_AN_HOUR * 0.75) - 1)).toBeLessThan(0.02);
    expect(dearer!.cachedInputTokens / dearer!.inputTokens).toBeCloseTo(0.5, 2);
    expect(dearer!.outputTokens / dearer!.inputTokens).toBeCloseTo(0.1, 2);
  });

  it('of a workflow is that of its agents', async () => {
    const { entries } = await get<CostReport>(`/api/v1/cost?by=workflow&${range}`);
    expect(entries).toMatchObject([{ name: 'delivery', share: 1 }]);
  });

  it('of the month is forecast from its days, by weekday', async () => {
    const { month } = await get<CostReport>('/api/v1/cost');
    const now = new Date(NOW);
    const begin = Date.UTC(now.getUTCFullYear(), now.getUTCMonth());
    const end = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1);
    // The last hour before now is not over, so the sums differ by up to one.
    expect(Math.abs(month.soFar - inRange(begin))).toBeLessThan(1.1);
    let truth = month.soFar;
    for (let time = NOW; time < end; time += HOUR_MS) truth += hourlyCost(time);
    expect(Math.abs(month.forecast! - truth) / truth).toBeLessThan(0.05);
    expect(month.low).toBeLessThanOrEqual(month.forecast!);
    expect(month.high).toBeGreaterThanOrEqual(month.forecast!);
    expect(month.basis).toMatch(/^so far, and the mean of 28 whole days by weekday/);
  });
});

describe('without Prometheus', () => {
  it('the last report stays, marked stale with its age, until it is back', async () => {
    const before = await get<HealthReport>('/api/v1/health');
    expect(before.stale).toBe(false);
    await prometheus.stop();
    const stale = await waitFor('a stale report', async () => {
      const report = await get<HealthReport>('/api/v1/health');
      return report.stale ? report : undefined;
    });
    expect(stale.ageSeconds).toBeGreaterThan(0);
    expect((await fetch(`${service.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    const cost = await fetch(`${service.url}/api/v1/cost?by=model`);
    expect(cost.status).toBe(503);
    expect(cost.headers.get('content-type')).toBe('application/problem+json');
    await prometheus.start();
    await waitFor(
      'readiness',
      async () => (await fetch(`${service.url}/readyz`)).status === 200 || undefined,
    );
    expect((await get<HealthReport>('/api/v1/health')).stale).toBe(false);
  });
});
