import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INDICATORS, loadVitalsConfig } from '@agent-vitals/config';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { renderRuleFiles } from './rule-files.js';

interface Rule {
  alert?: string;
  expr: string;
  for: string;
  annotations: Record<string, string>;
}

const root = join(import.meta.dirname, '../..');
const config = loadVitalsConfig(join(root, 'vitals.yaml'));

const rulesOf = (content: string): Rule[] =>
  (parse(content) as { groups: { rules: Rule[] }[] }).groups.flatMap(({ rules }) => rules);

test('what vitals.yaml says is in the rule: threshold, window, floors and duration', () => {
  const [file] = renderRuleFiles({
    ...config,
    thresholds: {
      ...config.thresholds,
      agents: {
        ...config.thresholds.agents,
        errorRatio: { good: 0.1, warning: 0.2, critical: 0.35, worst: 0.6, weight: 1 },
      },
    },
    alerts: {
      agentErrorRatio: {
        windowSeconds: 120,
        minimumCalls: 7,
        minimumFailures: 4,
        forSeconds: 15,
      },
    },
  });
  const [rule] = rulesOf(file?.content ?? '');
  expect(rule?.expr).toMatch(/\[120s\].* > 0\.35\nand .*\[240s\].* >= 4\nand .*\[240s\].* >= 7$/s);
  expect(rule?.for).toBe('15s');
  expect(rule?.annotations['description']).toContain('{{ 0.35 | humanizePercentage }}');
});

test('every alert has a runbook and promtool cases', () => {
  for (const { path, content } of renderRuleFiles(config)) {
    for (const { alert } of rulesOf(content)) {
      if (alert === undefined) continue;
      const cases = readFileSync(join(root, path.replace('/rules/', '/tests/')), 'utf8');
      expect(existsSync(join(root, 'runbooks', `${alert}.md`)), `runbook of ${alert}`).toBe(true);
      expect(cases).toContain(`alertname: ${alert}`);
    }
  }
});

test('every indicator is recorded, and has a promtool case with a value', () => {
  const recorded = renderRuleFiles(config).flatMap(({ content }) => rulesOf(content));
  const cases = ['indicators', 'indicators-days']
    .map((name) => readFileSync(join(root, `prometheus/tests/${name}.yml`), 'utf8'))
    .join('\n');
  for (const [key, { component, name, series }] of Object.entries(INDICATORS)) {
    expect(recorded, key).toContainEqual(
      expect.objectContaining({ record: series, labels: { component, indicator: name } }),
    );
    const asked = [
      `component="${component}", indicator="${name}"`,
      `${series}{indicator="${name}"}`,
    ];
    expect(
      asked.some((text) => cases.includes(text)),
      key,
    ).toBe(true);
  }
});

test('without budgets and objectives nothing is judged by them', () => {
  const file = renderRuleFiles({ ...config, slos: [], budgets: { agents: {} } }).find(({ path }) =>
    path.endsWith('indicators.yml'),
  );
  expect(file?.content).not.toMatch(/slo_budget|hourly_budget|daily_budget|slow_burn|cost_minute/);
});
