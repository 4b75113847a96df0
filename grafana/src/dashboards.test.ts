import { INDICATORS, parseVitalsConfig } from '@agent-vitals/config';
import { describe, expect, it } from 'vitest';
import { dashboards } from './dashboards.js';
import { COLUMNS, panelsOf, placeRow } from './grid.js';
import type { Dashboard, MetricQuery, Panel } from './model.js';

const config = parseVitalsConfig(
  `notifications: { email: { to: [a@example.com], from: b@example.com } }
thresholds: { agents: { errorRatio: { critical: 0.3 } } }`,
  'test.yaml',
);

const queriesOf = (panel: Panel): readonly string[] => {
  if ('queries' in panel) return panel.queries.map(({ expr }: MetricQuery) => expr);
  return 'query' in panel ? [panel.query] : [panel.service];
};

describe.each(
  dashboards(config).map((dashboard): [string, Dashboard] => [dashboard.name, dashboard]),
)('the dashboard %s', (_name, dashboard) => {
  const panels = panelsOf(dashboard);

  it('has a stable name for each panel, once', () => {
    const ids = panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
  });

  it('says of each panel what good looks like', () => {
    const silent = panels.filter(
      ({ description }) => !/Good (is|has|follows|stays|keeps|leaves)/.test(description),
    );
    expect(silent).toEqual([]);
  });

  it('gives each panel of metrics a unit', () => {
    const without = panels.filter(
      (panel) => panel.kind !== 'logs' && panel.kind !== 'traces' && !panel.unit,
    );
    expect(without).toEqual([]);
  });

  it('names only variables that it has, and uses each of them', () => {
    const known = dashboard.variables.map(({ name }) => name);
    const used = new Set(
      panels
        .flatMap(queriesOf)
        .flatMap((query) => [...query.matchAll(/\$(\w+)/g)].map(([, name]) => name))
        .filter((name) => name !== '__rate_interval'),
    );
    expect(used).toEqual(new Set(known));
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
});

describe('the system overview', () => {
  const overview = dashboards(config).find(({ name }) => name === 'system-overview');
  const panel = (id: string): Panel => {
    const found = panelsOf(overview!).find((candidate) => candidate.id === id);
    if (!found) throw new Error(`there is no panel ${id}`);
    return found;
  };

  it('draws the limit at which vitals.yaml has the alert fire', () => {
    expect(panel('agent-error-ratio')).toMatchObject({
      thresholds: [
        { value: 0.05, severity: 'warning' },
        { value: 0.3, severity: 'critical' },
      ],
    });
  });

  it('shows 0 and not nothing when no alert fires', () => {
    expect(queriesOf(panel('alerts-firing'))).toEqual([
      'count(ALERTS{alertstate="firing"}) or vector(0)',
    ]);
  });

  it('shows an error ratio of 0 where calls succeed, and none where nothing is called', () => {
    const all =
      'sum(histogram_count(rate(http_server_request_duration_seconds{service_name=~"$service"}[$__rate_interval])))';
    expect(queriesOf(panel('api-error-ratio'))).toEqual([
      `(sum(histogram_count(rate(http_server_request_duration_seconds{service_name=~"$service", http_response_status_code=~"5.."}[$__rate_interval]))) or ${all} * 0) / (${all} > 0)`,
    ]);
  });
});

describe('the health over time', () => {
  const health = dashboards(config).find(({ name }) => name === 'system-health');
  const panels = panelsOf(health!);

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
    const wide = { ...panelsOf(dashboards(config)[0]!)[0]!, width: 10 };
    expect(
      placeRow({ title: 'row', height: 4, panels: [wide, wide, wide] }).map(({ x, y }) => [x, y]),
    ).toEqual([
      [0, 0],
      [10, 0],
      [0, 4],
    ]);
  });
});
