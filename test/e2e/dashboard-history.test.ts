import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildFill, writeHistory } from '../bench/dashboards/history.js';
import { getJson } from '../system/http.js';
import { createPrometheusServer, type PrometheusServer } from '../system/prometheus-server.js';

const hasGo = spawnSync('go', ['version']).status === 0;
const HOURS = 4;
const endSeconds = Math.floor(Date.now() / 1000);

interface Matrix {
  readonly data: { readonly result: readonly { readonly values: readonly unknown[] }[] };
}

/** What `npm run bench -- dashboards` measures on, in small. */
describe.skipIf(!hasGo)('blocks of many agents (left out without Go)', () => {
  let prometheus: PrometheusServer;
  const keptIn = mkdtempSync(join(tmpdir(), 'vitals-blocks-'));

  beforeAll(async () => {
    await buildFill();
    prometheus = await createPrometheusServer();
    const { dataDir } = prometheus;
    await writeHistory({ agents: 20, days: HOURS / 24, endSeconds, dataDir, keptIn });
    await prometheus.start();
  });
  afterAll(async () => {
    await prometheus?.remove();
    rmSync(keptIn, { recursive: true, force: true });
  });

  const ask = async (query: string): Promise<Matrix['data']['result']> => {
    const { data } = await getJson<Matrix>(prometheus.url, '/api/v1/query_range', {
      query,
      start: String(endSeconds - HOURS * 3600),
      end: String(endSeconds),
      step: '300',
    });
    return data.result;
  };

  it.each([
    ['counters', 'sum(rate(agent_vitals_llm_cost_total[2m])) > 0'],
    [
      'histograms',
      'histogram_quantile(0.95, sum(rate(gen_ai_invoke_agent_duration_seconds[2m]))) > 0',
    ],
    ['what rules record', 'max(vitals:agents_duration_p95) > 0'],
    [
      'what they record of five minutes',
      'histogram_quantile(0.5, sum(sum_over_time(vitals5m:gen_ai_invoke_agent_duration_seconds[5m]))) > 0',
    ],
  ])('hold %s all the time', async (_what, query) => {
    const [line] = await ask(query);
    expect(line?.values.length).toBeGreaterThan(HOURS * 12 - 3);
  });

  it('hold what is recorded of each hour', async () => {
    const [line] = await ask('max(max_over_time(vitals1h:agents_error_ratio[1h]))');
    expect(line).toBeDefined();
  });

  it('hold as many agents as asked for, in five services', async () => {
    const agents = await ask('count by (service_name) (vitals:agents_error_ratio:whole1m)');
    expect(agents.length).toBe(3);
  });
});
