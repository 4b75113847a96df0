import { INDICATORS, parseVitalsConfig, type IndicatorKey } from '@agent-vitals/config';
import { expect, test } from 'vitest';
import { evaluateReadings, type FullReport } from './evaluate.js';
import { NO_OUTLOOK } from './outlook.js';
import { readSamples } from './reading.js';
import { createSymptomMemory } from './symptom.js';

const config = parseVitalsConfig(
  `
notifications: { email: { to: [a@example.com], from: b@example.com } }`,
  'vitals.yaml',
);

const evaluate = (
  values: Partial<Record<IndicatorKey, number>>,
  lately?: Parameters<typeof evaluateReadings>[4],
): FullReport => {
  const samples = Object.entries(values).map(([key, value]) => {
    const { component, name, series } = INDICATORS[key as IndicatorKey];
    return { labels: { __name__: series, component, indicator: name, item: 'it' }, time: 0, value };
  });
  return evaluateReadings(readSamples(samples, config), config, NO_OUTLOOK, new Date(0), lately);
};

const of = (report: FullReport, name: string) =>
  report.components.find((component) => component.name === name)!;

const WELL = { 'models.rateLimitRatio': 0, 'models.slowdown': 1, 'models.unpricedRatio': 0 };
const AGENTS_FAIL = { 'agents.errorRatio': 0.5, 'agents.durationP95': 1 };

test('what alone makes an item critical is a cause before it lowers the score of its component', () => {
  const report = evaluate({ ...WELL, 'models.errorRatio': 0.08, ...AGENTS_FAIL });
  expect(of(report, 'models').score).toBeGreaterThan(80);
  expect(of(report, 'agents')).toMatchObject({ score: 100, causedBy: ['models'] });
});

test('a cause is remembered for a minute, in which what it caused is still seen', () => {
  const memory = createSymptomMemory();
  memory.remember(evaluate({ ...WELL, 'models.errorRatio': 0.5 }), 0);
  memory.remember(evaluate({ ...WELL, 'models.errorRatio': 0 }), 10_000);
  const after = (nowMs: number) =>
    of(
      evaluate({ ...WELL, 'models.errorRatio': 0, ...AGENTS_FAIL }, memory.lately(nowMs)),
      'agents',
    );
  expect(after(60_000)).toMatchObject({ score: 100, causedBy: ['models'] });
  expect(after(60_001)).toMatchObject({ causedBy: [] });
  expect(after(60_001).score).toBeLessThan(50);
});

test('what was laid to another component is remembered as no symptom', () => {
  const memory = createSymptomMemory();
  memory.remember(evaluate({ ...WELL, 'models.errorRatio': 0.5, ...AGENTS_FAIL }), 0);
  expect(memory.lately(0).get('models')).toBeLessThan(50);
  expect(memory.lately(0).get('agents')).toBe(100);
});
