import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { query } from '../system/prometheus.js';
import { createPrometheusServer, type PrometheusServer } from '../system/prometheus-server.js';
import { root } from '../system/system.js';
import { waitFor } from '../system/wait.js';

/** Longer than evaluations are ever late. */
const AWAY_MS = 40_000;
/** Beyond what both alerts wait for. */
const SILENT_SECONDS = 130;
const KNOWN_FOR_SECONDS = 600;

const rule = (name: string): string => join(root, `prometheus/rules/${name}.yml`);
const CONFIG = `
storage: { tsdb: { out_of_order_time_window: 30m } }
otlp:
  translation_strategy: UnderscoreEscapingWithSuffixes
  promote_resource_attributes: [service.name]
rule_files: ['${rule('indicators')}', '${rule('alerts-resources')}', '${rule('alerts-pipeline')}']
`;
const STALENESS = 'vitals:resources_staleness{item="shop"}';
const MISSING = 'max_over_time(ALERTS{alertname=~"TelemetryMissing|HealthScoreMissing"}[10m])';

let prometheus: PrometheusServer;
beforeAll(async () => {
  prometheus = await createPrometheusServer(CONFIG);
});
afterAll(async () => prometheus?.remove());

/** A service that reported its health every ten seconds, until it fell silent. */
function past(): object {
  const end = Math.floor(Date.now() / 1000) - SILENT_SECONDS;
  const dataPoints = Array.from({ length: KNOWN_FOR_SECONDS / 10 }, (_, i) => ({
    timeUnixNano: `${end - KNOWN_FOR_SECONDS + 10 * (i + 1)}000000000`,
    asDouble: 95,
  }));
  const attributes = Object.entries({ 'service.name': 'shop', 'host.name': 'till' }).map(
    ([key, stringValue]) => ({ key, value: { stringValue } }),
  );
  const metrics = [{ name: 'agent_vitals.health.score', gauge: { dataPoints } }];
  return { resourceMetrics: [{ resource: { attributes }, scopeMetrics: [{ metrics }] }] };
}

/** How long the service is said to be silent, by an evaluation after a time. */
async function stalenessAfter(seconds: number): Promise<number> {
  return waitFor('an evaluation', async () => {
    const [at] = await query(prometheus.url, `timestamp(${STALENESS})`);
    const [silent] = await query(prometheus.url, STALENESS);
    return at !== undefined && at.value > seconds ? silent?.value : undefined;
  });
}

it(
  'tells of nothing that was missed while rules were not evaluated, and of all that is missed since',
  async () => {
    await prometheus.start();
    await prometheus.send(past());
    await expect(query(prometheus.url, 'agent_vitals_health_score offset 150s')).resolves.toEqual([
      expect.objectContaining({ value: 95 }),
    ]);
    expect(await stalenessAfter(0)).toBeLessThan(30);
    await prometheus.stop();
    await sleep(AWAY_MS);

    const back = Date.now() / 1000;
    await prometheus.start();
    expect(await stalenessAfter(back)).toBeLessThan(30);
    await waitFor(
      'what is silent since then',
      async () => (await query(prometheus.url, `${STALENESS} > 35`))[0],
      90_000,
    );
    await expect(query(prometheus.url, MISSING)).resolves.toEqual([]);
    await waitFor('an alert of it', async () => (await query(prometheus.url, MISSING))[0], 180_000);
  },
  10 * 60_000,
);
