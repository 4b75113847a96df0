import {
  COMPONENTS,
  INDICATORS,
  parseVitalsConfig,
  type IndicatorKey,
  type VitalsConfig,
} from '@agent-vitals/config';
import { assert, array, constantFrom, double, pre, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateReadings, type FullReport } from './evaluate.js';
import { NO_OUTLOOK } from './outlook.js';
import type { Sample } from '@agent-vitals/worker/prometheus-client';
import { readSamples } from './reading.js';
import { healthReportSchema, type ComponentReport } from './report.js';

const NOW = new Date('2026-03-01T12:00:00Z');

const vitals = (rest = ''): VitalsConfig =>
  parseVitalsConfig(
    `
notifications: { email: { to: [a@example.com], from: b@example.com } }
${rest}`,
    'vitals.yaml',
  );

const sample = (
  key: IndicatorKey,
  item: string,
  value: number,
  labels: Record<string, string> = {},
): Sample => {
  const { component, name, series } = INDICATORS[key];
  return {
    labels: { __name__: series, component, indicator: name, item, ...labels },
    time: NOW.getTime() / 1000,
    value,
  };
};

const evaluate = (samples: readonly Sample[], config: VitalsConfig = vitals()): FullReport =>
  evaluateReadings(readSamples(samples, config), config, NO_OUTLOOK, NOW);

const component = (report: FullReport, name: string): ComponentReport =>
  report.components.find((each) => each.name === name)!;

const PROVIDER_FAILS = [
  sample('models.errorRatio', 'openai/gpt', 0.5),
  sample('models.slowdown', 'openai/gpt', 1),
  sample('agents.errorRatio', 'planner', 0.6, { service_name: 'demo' }),
  sample('agents.callsPerInvocation', 'planner', 2, { service_name: 'demo' }),
  sample('workflows.errorRatio', 'delivery', 0.6, { service_name: 'demo' }),
  sample('apis.errorRatio', 'POST /runs', 0.3, { service_name: 'demo' }),
  sample('apis.availability', 'POST /runs', 1),
  sample('database.availability', 'db:5432/demo', 1),
  sample('resources.cpu', 'host', 0.2),
];

describe('a report', () => {
  test('is valid and names every component, with data or without', () => {
    const report = evaluate(PROVIDER_FAILS);
    expect(healthReportSchema.parse({ ...report, ageSeconds: 0, stale: false })).toBeDefined();
    expect(report.components.map(({ name }) => name)).toEqual([...COMPONENTS]);
    expect(component(report, 'prompts')).toMatchObject({
      score: null,
      status: 'unknown',
      itemCount: 0,
      missing: ['quality', 'outputTokens'],
    });
  });

  test('lays to the provider what follows from its failures, and names it first', () => {
    const report = evaluate(PROVIDER_FAILS);
    expect(report.status).toBe('critical');
    expect(report.reasons[0]).toMatchObject({ component: 'models', name: 'errorRatio' });
    expect(report.reasons.map(({ component: of, causedBy }) => [of, causedBy])).toEqual([
      ['models', null],
      ['workflows', 'models'],
      ['agents', 'models'],
      ['apis', 'models'],
    ]);
    expect(component(report, 'models').status).toBe('critical');
    for (const name of ['agents', 'apis']) {
      expect(component(report, name)).toMatchObject({ score: 100, causedBy: ['models'] });
    }
    expect(component(report, 'agents').observedScore).toBeLessThan(50);
    // Nothing else is measured of the workflow: whether it is well by itself is not known.
    expect(component(report, 'workflows')).toMatchObject({ score: null, causedBy: ['models'] });
    expect(component(report, 'database')).toMatchObject({ score: 100, causedBy: [] });
  });

  test('takes an indicator of many items together, so that what fails everywhere comes first', () => {
    const report = evaluate([
      ...['gpt', 'mini', 'nano'].map((model) => sample('models.errorRatio', model, 0.3)),
      sample('models.errorRatio', 'large', 0),
      sample('models.slowdown', 'gpt', 2),
      sample('resources.disk', 'host', 0.93),
      sample('apis.errorRatio', 'GET /', 0),
      sample('agents.errorRatio', 'planner', 0),
      sample('workflows.errorRatio', 'delivery', 0),
    ]);
    expect(
      report.reasons.map(({ name, item, others, effect }) => [name, item, others, effect]),
    ).toEqual([
      ['errorRatio', 'mini', 2, 51],
      ['disk', 'host', 0, 5.05],
      ['slowdown', 'gpt', 0, 0.84],
    ]);
    const [each] = component(report, 'models').items[0]!.indicators;
    expect(each!.effect).toBeLessThan(report.reasons[0]!.effect);
  });

  test('without samples everything is unknown', () => {
    const report = evaluate([]);
    expect(report).toMatchObject({ score: null, status: 'unknown', known: 0, reasons: [] });
  });

  test('orders items from the worst', () => {
    const items = [0.01, 0.3, 0.1].map((value, index) =>
      sample('agents.errorRatio', `agent ${index}`, value),
    );
    const { items: reports } = component(evaluate(items), 'agents');
    expect(reports.map(({ name }) => name)).toEqual(['agent 1', 'agent 2', 'agent 0']);
    expect(reports[0]).toMatchObject({
      score: 37.5,
      status: 'critical',
      missing: [
        'durationP95',
        'slowdown',
        'callsPerInvocation',
        'toolErrorRatio',
        'stalled',
        'throughput',
        'silence',
      ],
    });
  });

  test('tells services and environments apart, and takes the worst of what is the same', () => {
    const report = evaluate([
      sample('agents.errorRatio', 'planner', 0, { service_name: 'a' }),
      sample('agents.errorRatio', 'planner', 0.02, { service_name: 'b' }),
      sample('agents.errorRatio', 'planner', 0.05, {
        service_name: 'b',
        deployment_environment_name: 'staging',
      }),
      sample('agents.errorRatio', 'planner', 0.2, {
        service_name: 'b',
        deployment_environment_name: 'staging',
        zone: 'north',
      }),
    ]);
    expect(
      component(report, 'agents').items.map(({ service, environment, score }) => [
        service,
        environment,
        score,
      ]),
    ).toEqual([
      ['b', 'staging', 50],
      ['a', '', 100],
      ['b', '', 100],
    ]);
  });

  test('leaves out what is no number, what is not in the catalogue and what has weight 0', () => {
    const config = vitals('thresholds: { agents: { slowdown: { weight: 0 } } }');
    const stranger = sample('agents.errorRatio', 'planner', 1);
    const report = evaluate(
      [
        sample('agents.errorRatio', 'planner', Number.NaN),
        sample('agents.durationP95', 'planner', Infinity),
        sample('agents.slowdown', 'planner', 100),
        { ...stranger, labels: { ...stranger.labels, indicator: 'mood' } },
      ],
      config,
    );
    expect(component(report, 'agents')).toMatchObject({ score: null, items: [] });
    expect(component(report, 'agents').missing).not.toContain('slowdown');
  });

  test('judges by the overrides of vitals.yaml', () => {
    const config = vitals(`
overrides:
  - component: agents
    items: [research_*]
    thresholds: { errorRatio: { good: 0.3, warning: 0.4, critical: 0.5, worst: 0.9 } }`);
    const report = evaluate(
      [
        sample('agents.errorRatio', 'research_web', 0.3),
        sample('agents.errorRatio', 'writer', 0.3),
      ],
      config,
    );
    expect(component(report, 'agents').items.map(({ name, score }) => [name, score])).toEqual([
      ['writer', 37.5],
      ['research_web', 100],
    ]);
  });

  test('a worse value never raises the observed score of anything, nor the whole', () => {
    const keys = Object.keys(INDICATORS) as IndicatorKey[];
    const anySamples = array(
      record({
        key: constantFrom(...keys),
        item: constantFrom('a', 'b', 'c'),
        part: double({ min: -0.5, max: 1.5, noNaN: true }),
      }),
      { maxLength: 30 },
    );
    assert(
      property(anySamples, double({ min: 0, max: 1, noNaN: true }), (given, more) => {
        pre(given.length > 0);
        const reports = [0, more].map((added) =>
          evaluate(
            given.map(({ key, item, part }, index) =>
              sample(key, item, valueOf(key, index === 0 ? part + added : part)),
            ),
          ),
        );
        const [before, after] = reports.map((report) => observedOf(report));
        const raised = [...after!].filter(([name, score]) => score > before!.get(name)! + 0.011);
        expect(raised).toEqual([]);
      }),
    );
  });
});

/** 0 is good, 1 is worst. */
function valueOf(key: IndicatorKey, part: number): number {
  const { good, worst } = INDICATORS[key].thresholds;
  return good + (worst - good) * part;
}

/** Every observed score by what it is the score of. */
function observedOf(report: FullReport): ReadonlyMap<string, number> {
  return new Map([
    ['whole', report.score ?? 0],
    ...report.components.flatMap(({ name, observedScore, items }): [string, number][] => [
      [name, observedScore ?? 0],
      ...items.map((item): [string, number] => [`${name} ${item.name}`, item.observedScore ?? 0]),
    ]),
  ]);
}
