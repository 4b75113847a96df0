import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INDICATORS, loadVitalsConfig, parseVitalsConfig } from '@agent-vitals/config';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { WORDING } from './alerts/wording.js';
import { renderRuleFiles } from './rule-files.js';

interface Rule {
  labels: Record<string, string>;
  alert?: string;
  expr: string;
  for: string;
  annotations: Record<string, string>;
}

const root = join(import.meta.dirname, '../..');
const config = loadVitalsConfig(join(root, 'vitals.yaml'));

const rulesOf = (content: string): Rule[] =>
  (parse(content) as { groups: { rules: Rule[] }[] }).groups.flatMap(({ rules }) => rules);

const ruleFiles = (changed = config) =>
  renderRuleFiles(changed).filter(({ path }) => path.startsWith('prometheus/rules/'));
const alertsOf = (changed = config): Rule[] =>
  ruleFiles(changed).flatMap(({ content }) =>
    rulesOf(content).filter(({ alert }) => alert !== undefined),
  );
const find = (rules: Rule[], alert: string, severity: string): Rule | undefined =>
  rules.find((rule) => rule.alert === alert && rule.labels['severity'] === severity);

test('what vitals.yaml says is in the rule: thresholds, overrides and times [A1]', () => {
  const rules = alertsOf(
    parseVitalsConfig(
      `notifications: { email: { to: [a@example.com], from: b@example.com } }
thresholds: { agents: { durationP95: { warning: 20, critical: 40 } } }
alerts: { times: { agents: { durationP95: { critical: { forSeconds: 15 } } } } }
overrides:
  - { component: agents, items: [research_*, a.b], thresholds: { durationP95: { critical: 300 } } }
  - { component: agents, items: [research_deep], service: lab, thresholds: { durationP95: { critical: 600 } } }
`,
      'vitals.yaml',
    ),
  );
  expect(find(rules, 'AgentDurationHigh', 'warning')?.expr).toBe('vitals:agents_duration_p95 > 20');
  const critical = find(rules, 'AgentDurationHigh', 'critical');
  expect(critical?.for).toBe('15s');
  expect(critical?.expr).toBe(
    [
      '(vitals:agents_duration_p95:now{item=~"research_deep", service_name="lab"} > 600',
      String.raw`or (vitals:agents_duration_p95:now{item=~"research_.*|a\\.b"} unless vitals:agents_duration_p95:now{item=~"research_deep", service_name="lab"}) > 300`,
      String.raw`or (vitals:agents_duration_p95:now unless vitals:agents_duration_p95:now{item=~"research_deep", service_name="lab"} unless vitals:agents_duration_p95:now{item=~"research_.*|a\\.b"}) > 40)`,
      'and on (service_name, deployment_environment_name, item) vitals:agents_duration_p95:now_above >= 3',
    ].join('\n'),
  );
  expect(critical?.annotations['value']).toBe('{{ $value | humanizeDuration }}');
  expect(critical?.annotations['description']).toContain(critical!.annotations['threshold']);
  expect(critical?.annotations['threshold']).toBe(
    String.raw`critical above {{ if and (match "^(?:research_deep)$" $labels.item) (eq $labels.service_name "lab") }}{{ 600 | humanizeDuration }}{{ else }}{{ if match "^(?:research_.*|a\\.b)$" $labels.item }}{{ 300 | humanizeDuration }}{{ else }}{{ 40 | humanizeDuration }}{{ end }}{{ end }}`,
  );
});

test('every indicator has a warning and a critical alert', () => {
  const rules = alertsOf();
  for (const { name } of Object.values(WORDING)) {
    expect(find(rules, name, 'warning'), name).toBeDefined();
    expect(find(rules, name, 'critical'), name).toBeDefined();
  }
});

test('every alert says what, where and how bad, and has a runbook and promtool cases [O1]', () => {
  const cases = globSync('prometheus/tests/*.yml', { cwd: root })
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n');
  for (const { alert, labels, annotations } of alertsOf()) {
    expect(existsSync(join(root, 'runbooks', `${alert}.md`)), `runbook of ${alert}`).toBe(true);
    expect(cases, alert).toMatch(new RegExp(`alertname(: |=")${alert}\\b`));
    expect(labels, alert).toMatchObject({
      severity: expect.stringMatching(/^(critical|warning|none)$/),
      component: expect.any(String),
    });
    expect(annotations, alert).toMatchObject({
      summary: expect.stringMatching(/\S/),
      description: expect.stringMatching(/\S/),
      first_steps: expect.stringMatching(/^1\. \S/),
      also_failing: expect.stringContaining('vitals:alerts:critical unless'),
      runbook_url: `/runbooks/${alert}`,
      dashboard_url: expect.stringMatching(/^\/dashboards\/[a-z]/),
    });
  }
});

/** Their items are no choice on a dashboard, which shows all of them, the worst first. */
const NO_CHOICE: ReadonlySet<string> = new Set(
  (
    [
      'models.availability',
      'cost.costPerCall',
      'cost.tokensPerCall',
      'cost.slowBurn',
      'cost.dailyBudget',
      'cost.hourlyBudget',
      'apis.availability',
      'externalApis.errorRatio',
      'externalApis.durationP95',
      'externalApis.availability',
      'database.promptLookupP95',
    ] as const
  ).map((key) => WORDING[key].name),
);

test('an alert about an item leads to the dashboard of that item', () => {
  const ofItem = alertsOf().filter(
    ({ alert, annotations }) =>
      annotations['summary']?.includes('$labels.item') && !NO_CHOICE.has(alert ?? ''),
  );
  expect(ofItem.length).toBeGreaterThan(50);
  for (const { alert, annotations } of ofItem) {
    expect(annotations['dashboard_url'], alert).toMatch(/=\{\{ [^}]*\$labels\.item[^}]*\}\}/);
  }
});

test('every indicator is recorded, and has a promtool case with a value', () => {
  const recorded = ruleFiles().flatMap(({ content }) => rulesOf(content));
  const cases = ['indicators', 'indicators-days', 'stalled']
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
    path.endsWith('rules/indicators.yml'),
  );
  expect(file?.content).not.toMatch(/slo_budget|hourly_budget|daily_budget|slow_burn|cost_minute/);
});

const slownessWarning = (forSeconds: number): Rule | undefined =>
  find(
    alertsOf(
      parseVitalsConfig(
        `notifications: { email: { to: [a@example.com], from: b@example.com } }
alerts: { times: { agents: { slowdown: { warning: { forSeconds: ${forSeconds} } } } } }
`,
        'vitals.yaml',
      ),
    ),
    'AgentSlowerThanUsual',
    'warning',
  );

test('a warning about what goes up and down waits by its `for` where that is too short for most of it', () => {
  expect(slownessWarning(300)?.expr).toBe('vitals:agents_slowdown:steady > 2.5');
  expect(slownessWarning(0)?.expr).toBe('vitals:agents_slowdown > 2.5');
  expect(slownessWarning(20)).toMatchObject({ expr: 'vitals:agents_slowdown > 2.5', for: '20s' });
});
