import { join } from 'node:path';
import { expandVariables, loadVitalsConfig } from '@agent-vitals/config';
import { createPrometheusClient } from '@agent-vitals/worker/prometheus-client';
import { LOOPBACK_HOSTS, serve } from '@agent-vitals/http';
import { createGaugeSink, createLogSink, repeat } from '@agent-vitals/worker';
import { pino } from 'pino';
import { createPromptApi } from './app.js';
import { evidenceOf } from './evidence/compare-versions.js';
import { createPromptReader } from './evidence/prompt-reader.js';
import { comparisonsOf } from './publish/comparisons.js';
import { correlationsOf } from './publish/correlations.js';
import { createPublisher } from './publish/publisher.js';
import { readSettings } from './settings.js';
import { createTableFollower } from './source/follow-tables.js';
import { openFactStore } from './store/fact-store.js';

const NAME = 'prompt-analytics';
const SCOPE = '@agent-vitals/prompt-analytics';
const READ_EVERY_MS = 5000;
const PUBLISH_EVERY_MS = 1000;
const COMPARE_EVERY_MS = 60_000;
/** Versions are compared by what they did in so many days. */
const COMPARED_DAYS = 7;
/** A version that was not used for so long is not worth a metric: perhaps somebody went back. */
const IN_USE_MS = 3_600_000;
/** A week of many prompts is read at once. */
const MOST_QUERY_MS = 20_000;
const FORGET_EVERY_MS = 600_000;
const DAY_MS = 86_400_000;
/** Facts that are kept of a version of a prompt, from each source: enough for any comparison. */
const MOST_FACTS = 10_000;
/** How long the process may take to end: what is not published by then is so after the next start. */
const MOST_SHUTDOWN_MS = 2500;

const settings = readSettings(process.env);
const log = pino({ name: NAME, level: settings.LOG_LEVEL });
const { retentionDays, promptAnalytics } = loadVitalsConfig(settings.VITALS_CONFIG);

const store = openFactStore(join(settings.VITALS_DATA_DIR, NAME, 'facts.sqlite'));
const [logs, gauges] = [createLogSink(SCOPE), createGaugeSink(SCOPE)];

const prometheus = createPrometheusClient({
  url: settings.VITALS_PROMETHEUS_URL,
  timeoutMs: MOST_QUERY_MS,
});
const prompts = createPromptReader({ prometheus, store });

const server = serve({
  app: createPromptApi({
    store,
    prompts,
    prometheus,
    hosts: [...LOOPBACK_HOSTS, ...settings.VITALS_PROMPTS_HOSTS],
    token: settings.VITALS_PROMPTS_TOKEN,
    log,
  }),
  port: settings.VITALS_PROMPTS_PORT,
  listen: settings.VITALS_PROMPTS_LISTEN,
  log,
});

const repetitions = [
  ...readFolder(),
  repeat({
    name: 'publish',
    work: createPublisher({ store, logs, gauges, log }),
    everyMs: PUBLISH_EVERY_MS,
    log,
  }),
  repeat({
    name: 'compare versions',
    work: async () => {
      const to = Date.now();
      const known = await prompts.read({ from: to - COMPARED_DAYS * DAY_MS, to });
      const inUse = evidenceOf(known).filter(({ newer }) => newer.lastUse > to - IN_USE_MS);
      await gauges.send([...comparisonsOf(inUse, to), ...correlationsOf(known, to)]);
    },
    everyMs: COMPARE_EVERY_MS,
    log,
  }),
  repeat({
    name: 'forget',
    work: async () => {
      store.forgetBefore(Date.now() - retentionDays * DAY_MS);
      store.forgetAllBut(MOST_FACTS);
    },
    everyMs: FORGET_EVERY_MS,
    log,
  }),
];

/** Reads the folder of the analytics system, where there is one. */
function readFolder() {
  const { value: folder = '', unset } = expandVariables(promptAnalytics.folder, process.env);
  if (folder === '' || unset.length > 0) {
    const why = unset.length > 0 ? `${unset.join(', ')} is not set` : 'vitals.yaml names no folder';
    log.info(`reads no analytics database: ${why}`);
    return [];
  }
  const follower = createTableFollower({ folder, mapping: promptAnalytics.prompts, store, log });
  return [repeat({ name: 'read', work: () => follower.read(), everyMs: READ_EVERY_MS, log })];
}

async function shutDown(): Promise<void> {
  setTimeout(() => process.exit(0), MOST_SHUTDOWN_MS).unref();
  await Promise.all([server.close(), ...repetitions.map((repetition) => repetition.stop())]);
  await Promise.all([logs.close(), gauges.close()]);
  store.close();
  // Nothing is left to do, so Node ends the process, and the instrumentation exports the rest.
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void shutDown());
