import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadVitalsConfig } from '@agent-vitals/config';
import { describe, expect, it } from 'vitest';
import { coarserQueries } from './coarser.js';
import { inRange } from './comparison/total.js';
import { dashboards } from './dashboards.js';
import { panelsOf } from './grid.js';
import { queriesOf } from './lint/queries.js';
import { callRate, counterRate, p95 } from './promql.js';

const hourly = (expr: string): string | undefined =>
  coarserQueries(expr).find(({ stepSeconds }) => stepSeconds === 3600)?.query;

describe('coarserQueries', () => {
  it('offers hours before minutes', () => {
    expect(coarserQueries('max(vitals:agents_error_ratio)')).toEqual([
      {
        stepSeconds: 3600,
        query: 'max(max_over_time(vitals1h:agents_error_ratio[$__interval]))',
      },
      { stepSeconds: 300, query: 'max(max_over_time(vitals5m:agents_error_ratio[$__interval]))' },
    ]);
  });

  it('takes the worst of each step, where little is bad the least, and the mean of what is counted', () => {
    expect(hourly('min by (item) (vitals:apis_slo_budget{service_name=~"$service"})')).toBe(
      'min by (item) (min_over_time(vitals1h:apis_slo_budget{service_name=~"$service"}[$__interval]))',
    );
    expect(hourly('sum(vitals:agents_error_ratio:whole1m)')).toBe(
      'sum(avg_over_time(vitals1h:agents_error_ratio:whole1m[$__interval]))',
    );
  });

  it('asks for recorded rates instead of raw series, so that nothing that happened is left out', () => {
    expect(hourly(counterRate('agent_vitals_llm_cost_total', ['a'], 'b="c"'))).toBe(
      'sum by (a) ((sum_over_time(vitals1h:agent_vitals_llm_cost_total{b="c"}[$__interval]) * 3600000 / $__interval_ms))',
    );
    expect(hourly('increase(agent_vitals_llm_cost_total{b="c"}[1h])')).toBe(
      '(sum_over_time(vitals1h:agent_vitals_llm_cost_total{b="c"}[1h]) * 3600)',
    );
    expect(hourly(callRate('http_server_request_duration_seconds', [], 'error_type="b"'))).toBe(
      'sum((sum_over_time(vitals1h:http_server_request_duration_seconds:count{error_type="b"}[$__interval]) * 3600000 / $__interval_ms))',
    );
  });

  it('asks for recorded histograms for quantiles, unless they are of an outcome', () => {
    expect(hourly(p95('gen_ai_execute_tool_duration_seconds', ['a'], 'b="c"'))).toBe(
      'histogram_quantile(0.95, sum by (a) (sum_over_time(vitals1h:gen_ai_execute_tool_duration_seconds{b="c"}[$__interval]))) >= 0',
    );
    expect(
      hourly(p95('gen_ai_execute_tool_duration_seconds', [], 'error_type=""')),
    ).toBeUndefined();
  });

  it('asks for the lowest score of an item', () => {
    expect(hourly('bottomk(8, avg by (a) (agent_vitals_health_item_score{a="b"}))')).toBe(
      'bottomk(8, avg by (a) (min_over_time(vitals1h:agent_vitals_health_item_score{a="b"}[$__interval])))',
    );
  });

  it('adds up windows of hours instead of minutes', () => {
    expect(coarserQueries(inRange('a', 'cost', 'b="c"'))).toEqual([
      {
        stepSeconds: 3600,
        query:
          'sum by (a) (sum_over_time(vitals:calls:cost{lengths=~"(.* )?30d( .*)?", b="c"}[$__range]))',
      },
    ]);
  });

  it('asks for several series at once', () => {
    expect(
      hourly('topk(8, {__name__=~"vitals:agents_duration_p95|vitals:agents_stalled", item="a"})'),
    ).toBe(
      'topk(8, max_over_time({__name__=~"vitals1h:agents_duration_p95|vitals1h:agents_stalled", item="a"}[$__interval]))',
    );
  });

  it.each([
    'sum(rate(otelcol_exporter_sent_spans_total{job="collector"}[$__rate_interval]))',
    'last_over_time(db_client_connection_count[45s])',
    'max_over_time(vitals:agents_error_ratio{item="a"}[5m])',
    'avg(agent_vitals_health_score)',
  ])('leaves %s as it is', (expr) => {
    expect(coarserQueries(expr)).toEqual([]);
  });
});

it('asks for nothing that prometheus/src/coarser.ts does not record', () => {
  const root = join(import.meta.dirname, '../..');
  const rules = readFileSync(join(root, 'prometheus/rules/coarser.yml'), 'utf8');
  const recorded = new Set([...rules.matchAll(/record: (\S+)/g)].map(([, name]) => name));
  const asked = dashboards(loadVitalsConfig(join(root, 'vitals.yaml')))
    .flatMap(panelsOf)
    .flatMap(queriesOf)
    .flatMap(coarserQueries)
    .flatMap(({ query }) => query.match(/\bvitals\d+[mh]:[\w:]+/g) ?? []);
  expect(asked.length).toBeGreaterThan(200);
  expect(new Set(asked.filter((name) => !recorded.has(name)))).toEqual(new Set());
});
