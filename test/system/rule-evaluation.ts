import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getJson } from './http.js';
import { createPrometheusServer, type PrometheusServer } from './prometheus-server.js';
import { root } from './system.js';
import { waitFor } from './wait.js';

type Labels = Readonly<Record<string, string>>;

/** A series that keeps one value. */
export interface ConstantSeries {
  readonly name: string;
  readonly labels: Labels;
  readonly value: number;
}

/** An alert as Prometheus hands it on: its templates are expanded. */
export interface EvaluatedAlert {
  readonly labels: Labels;
  readonly annotations: Labels;
}

const configOf = (port: number, rules: string): string => `
scrape_configs:
  - job_name: series
    scrape_interval: 1s
    honor_labels: true
    static_configs: [{ targets: ['127.0.0.1:${port}'] }]
    metric_relabel_configs: [{ action: labeldrop, regex: instance|job }]
rule_files: ['${rules}']
`;

/**
 * The alerts about indicators, and what they know of each other, judged each second and without
 * waiting: how long they wait is tested elsewhere.
 */
function writeImpatientRules(folder: string): void {
  const from = join(root, 'prometheus/rules');
  for (const name of readdirSync(from)) {
    if (!/^(alerts-(?!pipeline)|critical-alerts)/.test(name)) continue;
    const rules = readFileSync(join(from, name), 'utf8')
      .replaceAll(/^( +)for: .*$/gm, '$1for: 0s')
      .replaceAll(/^( +)interval: .*$/gm, '$1interval: 1s');
    writeFileSync(join(folder, name), rules);
  }
}

/**
 * Has a real Prometheus judge series by the project's rules.
 * @param series what it sees all the time
 * @param enough whether the alerts that fire are all that are waited for
 * @returns the alerts that fire, once they are enough
 */
export async function evaluateRules(
  series: readonly ConstantSeries[],
  enough: (alerts: readonly EvaluatedAlert[]) => boolean,
): Promise<readonly EvaluatedAlert[]> {
  const target = createServer((_request, response) => {
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(series.map((each) => lineOf(each)).join(''));
  }).listen(0, '127.0.0.1');
  await once(target, 'listening');
  const { port } = target.address() as AddressInfo;
  const folder = mkdtempSync(join(tmpdir(), 'vitals-rules-'));
  writeImpatientRules(folder);
  let prometheus: PrometheusServer | undefined;
  try {
    prometheus = await createPrometheusServer(configOf(port, join(folder, '*.yml')));
    await prometheus.start();
    const { url } = prometheus;
    return await waitFor(
      'enough alerts',
      async () => {
        const { data } = await getJson<{
          data: { alerts: (EvaluatedAlert & { state: string })[] };
        }>(url, '/api/v1/alerts');
        const firing = data.alerts.filter(({ state }) => state === 'firing');
        return enough(firing) ? firing : undefined;
      },
      120_000,
    );
  } finally {
    await prometheus?.remove();
    target.closeAllConnections();
    target.close();
    rmSync(folder, { recursive: true });
  }
}

/** https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format */
function lineOf({ name, labels, value }: ConstantSeries): string {
  const pairs = Object.entries(labels).map(
    ([label, text]) =>
      `${label}="${text
        .replaceAll('\\', '\\\\')
        .replaceAll('"', String.raw`\"`)
        .replaceAll('\n', String.raw`\n`)}"`,
  );
  return `${name}{${pairs.join(',')}} ${value}\n`;
}
