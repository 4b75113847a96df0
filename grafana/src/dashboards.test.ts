import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { INDICATORS, parseVitalsConfig } from '@agent-vitals/config';
import { describe, expect, it } from 'vitest';
import { dashboards } from './dashboards.js';
import { toGrafana } from './emit/grafana.js';
import { COLUMNS, panelsOf, placeRow } from './grid.js';
import { queriesOf } from './lint/queries.js';
import { LINT, type Surroundings } from './lint/rules.js';
import type { Dashboard, Panel } from './model.js';

const config = parseVitalsConfig(
  `notifications: { email: { to: [a@example.com], from: b@example.com } }
thresholds: { agents: { errorRatio: { critical: 0.3 } } }`,
  'test.yaml',
);

const all = dashboards(config);
const around: Surroundings = {
  config,
  dashboards: all,
  runbooks: readdirSync(join(import.meta.dirname, '../../runbooks')).map((file) =>
    basename(file, '.md'),
  ),
};

const find = (name: string): Dashboard => {
  const found = all.find((dashboard) => dashboard.name === name);
  if (!found) throw new Error(`there is no dashboard ${name}`);
  return found;
};

const panelOf = (dashboard: string, id: string): Panel => {
  const found = panelsOf(find(dashboard)).find((panel) => panel.id === id);
  if (!found) throw new Error(`there is no panel ${id}`);
  return found;
};

it('has names and titles that each stand for one dashboard', () => {
  for (const key of ['name', 'title', 'description'] as const) {
    expect(new Set(all.map((dashboard) => dashboard[key])).size, key).toBe(all.length);
  }
});

describe.each(all.map((dashboard): [string, Dashboard] => [dashboard.name, dashboard]))(
  'the dashboard %s',
  (_name, dashboard) => {
    it.each(LINT.map((rule): [string, (typeof LINT)[number]] => [rule.name, rule]))(
      '%s',
      (_rule, { problems }) => {
        expect(problems(dashboard, around)).toEqual([]);
      },
    );

    it('names no data source but those that are provisioned', () => {
      const named = [...JSON.stringify(toGrafana(dashboard)).matchAll(/"uid":"([^"]+)"/g)]
        .map(([, uid]) => uid)
        .filter((uid) => uid !== dashboard.name);
      expect(['prometheus', 'loki', 'jaeger']).toEqual(expect.arrayContaining([...new Set(named)]));
    });

    it('fits its panels into the grid without overlap', () => {
      for (const row of dashboard.rows) {
        const cells = placeRow(row).flatMap(({ x, y, width }) =>
          Array.from({ length: width }, (_, column) => `${x + column} ${y}`),
        );
        expect(new Set(cells).size, row.title).toBe(cells.length);
        for (const { x, width } of placeRow(row)) expect(x + width).toBeLessThanOrEqual(COLUMNS);
      }
    });
  },
);

/** What the rules find in a dashboard with one panel. */
const problemsOf = (panel: Partial<Panel>, rule: string): readonly string[] => {
  const sound = panelOf('agents', 'agent-error-ratio');
  const board = {
    ...find('agents'),
    rows: [{ title: '', height: 1, panels: [{ ...sound, ...panel }] }],
  };
  return LINT.find(({ name }) => name.includes(rule))!.problems(board as Dashboard, around);
};

describe('the rules', () => {
  it('find a percentile over raw series that is recorded', () => {
    const expr =
      'topk(8, histogram_quantile(0.95, sum by (gen_ai_agent_name) (rate(gen_ai_invoke_agent_duration_seconds{service_name=~"$service"}[$__rate_interval]))) >= 0)';
    expect(problemsOf({ queries: [{ expr, legend: '' }] }, 'recorded')).toEqual([
      'agent-error-ratio: vitals:agents_duration_p95 has the answer',
    ]);
  });

  it('find a ratio over raw series that is recorded', () => {
    const [failed, runs] = ['error_type!~"|cancelled"', ''].map(
      (matchers) =>
        `sum(histogram_count(rate(gen_ai_invoke_workflow_duration_seconds{${matchers}}[1m])))`,
    );
    const expr = `${failed} / ${runs}`;
    expect(problemsOf({ queries: [{ expr, legend: '' }] }, 'recorded')).toEqual([
      'agent-error-ratio: vitals:workflows_error_ratio has the answer',
    ]);
  });

  it('find lines that are not those of vitals.yaml', () => {
    expect(problemsOf({ thresholds: [{ value: 0.5, severity: 'critical' }] }, 'lines')).toEqual([
      'agent-error-ratio: not the lines of agents.errorRatio',
    ]);
  });

  it('find links to nowhere, and variables that do not arrive', () => {
    const links: readonly Panel['links'][0][] = [
      { title: '', path: '/runbooks/Unheard' },
      { title: '', dashboard: 'unheard' },
      { title: '', dashboard: 'database', keep: ['agent'] },
      { title: '', dashboard: 'llm-usage', keep: ['agent'] },
    ];
    expect(links.map((link) => problemsOf({ links: [link] }, 'leads').length)).toEqual([
      1, 1, 1, 0,
    ]);
  });

  it('find a link that chooses what the other dashboard does not have', () => {
    const links: Panel['links'] = [{ title: '', dashboard: 'traces', choose: { level: 'error' } }];
    expect(problemsOf({ links }, 'leads')).toEqual([
      'agent-error-ratio: traces has no variable level',
    ]);
  });

  it('find a panel that asks two programs', () => {
    const queries = [
      { expr: 'up', legend: '' },
      { expr: '{a="b"}', legend: '', from: 'loki' as const },
    ];
    expect(problemsOf({ queries }, 'one program')).toEqual([
      'agent-error-ratio: asks prometheus and loki',
    ]);
  });

  it('find a query that what is typed could break', () => {
    const rule = LINT.find(({ name }) => name.includes('literally'))!;
    const logs = find('logs');
    const lines = panelsOf(logs).find(({ kind }) => kind === 'logs');
    const asking = (query: string): Dashboard => ({
      ...logs,
      rows: [{ title: '', height: 1, panels: [{ ...lines!, query } as Panel] }],
    });
    expect(rule.problems(asking('{a="b"} |= "${text:regex}"'), around)).toHaveLength(1);
    expect(rule.problems(asking('{a="b"} |~ `$text`'), around)).toHaveLength(1);
    expect(rule.problems(asking('{a="b"} |~ `${text:regex}`'), around)).toEqual([]);
  });

  it('find a variable that is not there', () => {
    expect(problemsOf({ queries: [{ expr: 'up{a="$nobody"}', legend: '' }] }, 'variables')).toEqual(
      expect.arrayContaining(['nobody']),
    );
  });
});

it('draws the limit at which vitals.yaml has the alert fire', () => {
  expect(panelOf('agents', 'agent-error-ratio')).toMatchObject({
    thresholds: [
      { value: 0.05, severity: 'warning' },
      { value: 0.3, severity: 'critical' },
    ],
  });
});

it('colours an indicator of which low is bad from the worst upwards', () => {
  expect(panelOf('database', 'database-availability')).toMatchObject({
    below: 'critical',
    thresholds: [
      { value: 0.7, severity: 'warning' },
      { value: 0.9, severity: 'good' },
    ],
  });
});

it('shows 0 and not nothing when no alert fires but the one that always does', () => {
  expect(queriesOf(panelOf('system-overview', 'alerts-firing'))).toEqual([
    'count(ALERTS{alertstate="firing", severity!="none"}) or vector(0)',
  ]);
});

it('leads from the overview to every other dashboard', () => {
  const led = new Set(
    panelsOf(find('system-overview'))
      .flatMap(({ links }) => links)
      .map((link) => ('dashboard' in link ? link.dashboard : '')),
  );
  const others = all.map(({ name }) => name).filter((name) => name !== 'system-overview');
  expect(others.filter((name) => !led.has(name))).toEqual([]);
});

describe('the health over time', () => {
  const panels = panelsOf(find('system-health'));

  it('shows every indicator of vitals.yaml in one panel', () => {
    const shown = panels
      .flatMap(queriesOf)
      .flatMap((query) => query.match(/vitals:[a-z0-9_]+/g) ?? []);
    expect(shown.sort()).toEqual(
      Object.values(INDICATORS)
        .map(({ series }) => series)
        .sort(),
    );
  });

  it('colours a score by the lines of vitals.yaml, where low is bad', () => {
    expect(panels.find(({ id }) => id === 'health-score')).toMatchObject({
      below: 'critical',
      thresholds: [
        { value: 50, severity: 'warning' },
        { value: 80, severity: 'good' },
      ],
    });
  });
});

describe('placeRow', () => {
  it('wraps a panel that does not fit beside the others', () => {
    const wide = { ...panelsOf(all[0]!)[0]!, width: 10 };
    expect(
      placeRow({ title: 'row', height: 4, panels: [wide, wide, wide] }).map(({ x, y }) => [x, y]),
    ).toEqual([
      [0, 0],
      [10, 0],
      [0, 4],
    ]);
  });
});
