import { loadVitalsConfig } from '@agent-vitals/config';
import { createHealthMonitor, type HealthMonitor } from '@agent-vitals/health-score/health-monitor';
import { createPrometheusClient } from '@agent-vitals/worker/prometheus-client';
import type { Series } from '../bench.js';

const EVALUATIONS = 30;

const silent = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * How long one evaluation takes: with the trends and forecasts, as once a minute, and without. Each
 * with the query and the report.
 */
export async function measureEvaluation(
  configFile: string,
  prometheusUrl: string,
): Promise<readonly Series[]> {
  const config = loadVitalsConfig(configFile);
  const prometheus = createPrometheusClient({ url: prometheusUrl });
  const first: number[] = [];
  const others: number[] = [];
  for (let round = 0; round < EVALUATIONS; round++) {
    const monitor = createHealthMonitor({ config, prometheus, log: silent });
    first.push(await timed(monitor));
    others.push(await timed(monitor));
  }
  return [
    { measure: 'evaluation with trends and forecasts', unit: 'ms', values: first },
    { measure: 'evaluation', unit: 'ms', values: others },
  ];
}

async function timed(monitor: HealthMonitor): Promise<number> {
  const began = performance.now();
  await monitor.evaluate();
  return performance.now() - began;
}
