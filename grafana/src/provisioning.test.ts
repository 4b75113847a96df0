import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { METRIC, prometheusName } from '@agent-vitals/instrumentation/semconv';
import { describe, expect, it } from 'vitest';
import { GENERAL } from './metrics.js';

const read = (path: string): string =>
  readFileSync(join(import.meta.dirname, '../provisioning', path), 'utf8');
const sources = read('datasources/agent-vitals.yaml');

describe('the provisioned data sources', () => {
  it('bear the uids that the dashboards name', () => {
    const uids = [...sources.matchAll(/^ {4}uid: (\S+)$/gm)].map(([, uid]) => uid);
    expect(uids).toEqual(['prometheus', 'loki', 'jaeger', 'alertmanager']);
  });

  it('have the name by which the list of alerts asks for Prometheus', () => {
    const health = readFileSync(
      join(import.meta.dirname, '../dashboards/system-health.json'),
      'utf8',
    );
    const [, name] = /"datasource": "([^"]+)"/.exec(health) ?? [];
    expect(sources).toContain(`name: ${name}\n    uid: prometheus\n`);
  });

  it('take their addresses from the environment', () => {
    const urls = [...sources.matchAll(/^ {4}url: (.+)$/gm)].map(([, url]) => url);
    expect(urls).toEqual([
      '$VITALS_PROMETHEUS_URL',
      '$VITALS_LOKI_URL',
      '$VITALS_JAEGER_URL',
      '$VITALS_ALERTMANAGER_URL',
    ]);
  });

  it('name metrics that the contract has', () => {
    const known = [...Object.values(METRIC).map(prometheusName), ...Object.values(GENERAL)];
    const named = [...sources.matchAll(/\b\w+_(?:seconds|total)\b/g)].map(([name]) => name);
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(known).toContain(name);
  });

  it('link to sources that are provisioned', () => {
    const linked = [...sources.matchAll(/datasourceUid: (\S+)/g)].map(([, uid]) => uid);
    expect(new Set(linked)).toEqual(new Set(['jaeger', 'loki', 'prometheus']));
  });
});

describe('the home of Grafana', () => {
  it('is the health over time', () => {
    const path = /^default_home_dashboard_path = \$__env\{VITALS_GRAFANA_DASHBOARDS\}(.+)$/m;
    const [, file = ''] = path.exec(read('../grafana.ini')) ?? [];
    const { title } = JSON.parse(read(`../dashboards${file}`)) as { title: string };
    expect(title).toBe('Health over time');
  });
});
