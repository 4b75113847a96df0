import { loadVitalsConfig } from '@agent-vitals/config';
import { LOOPBACK_HOSTS, serve } from '@agent-vitals/http';
import { runningVitals } from '@agent-vitals/instrumentation';
import { pino } from 'pino';
import { createHealthApi } from './app.js';
import { createCostReporter } from './cost/cost-reporter.js';
import { createHealthMonitor } from './health-monitor.js';
import { createHistoryReader } from './history.js';
import { createProbeRunner } from './probes/probe-runner.js';
import { publishProbes } from './probes/publish-probes.js';
import { resolveProbes } from './probes/resolve-probes.js';
import { createPrometheusClient } from '@agent-vitals/worker/prometheus-client';
import { publishSavings } from './recommendations/publish-savings.js';
import { createRecommender } from './recommendations/recommender.js';
import { readSettings } from './settings.js';

/** What looks back over days may take longer than an evaluation, which is due every few seconds. */
const LONG_QUERY_MS = 20_000;
/** How long the process may take to end, the last export included. */
const MOST_SHUTDOWN_MS = 4000;

const settings = readSettings(process.env);
const log = pino({ name: 'health-score', level: settings.LOG_LEVEL });
const config = loadVitalsConfig(settings.VITALS_CONFIG);
const probes = resolveProbes(config.probes, process.env);
for (const { name, reason } of probes.off) log.info({ probe: name, reason }, 'probe is off');

const url = settings.VITALS_PROMETHEUS_URL;
const patient = createPrometheusClient({ url, timeoutMs: LONG_QUERY_MS });
const health = createHealthMonitor({
  config,
  prometheus: createPrometheusClient({ url }),
  environment: settings.VITALS_HEALTH_ENVIRONMENT,
  log,
});
const recommender = createRecommender({ config, prometheus: patient, log });
const runner = createProbeRunner({
  probes: probes.on,
  log,
  // What is down must be known before the next export is due.
  onChange: () => void runningVitals()?.forceFlush(),
});

const app = createHealthApi({
  health,
  history: createHistoryReader(patient, settings.VITALS_HEALTH_ENVIRONMENT),
  cost: createCostReporter({ prometheus: patient, config }),
  recommend: () => recommender.evaluate(),
  retentionDays: config.retentionDays,
  hosts: [...LOOPBACK_HOSTS, ...settings.VITALS_HEALTH_HOSTS],
  token: settings.VITALS_HEALTH_TOKEN,
  publicBadges: settings.VITALS_HEALTH_PUBLIC_BADGES,
  requestsPerMinute: settings.VITALS_HEALTH_REQUESTS_PER_MINUTE,
  queriesPerMinute: settings.VITALS_HEALTH_QUERIES_PER_MINUTE,
  log,
});

const server = serve({
  app,
  port: settings.VITALS_HEALTH_PORT,
  listen: settings.VITALS_HEALTH_LISTEN,
  log,
});
health.start();
const unpublish = publishProbes(runner);
const savings = publishSavings({ recommend: () => recommender.evaluate(), log });
runner.start();

async function shutDown(): Promise<void> {
  setTimeout(() => process.exit(0), MOST_SHUTDOWN_MS).unref();
  unpublish();
  await Promise.all([server.close(), health.stop(), runner.stop(), savings.stop()]);
  // Nothing is left to do, so Node ends the process, and the instrumentation exports the rest.
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void shutDown());
