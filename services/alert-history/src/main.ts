import { join } from 'node:path';
import { loadVitalsConfig } from '@agent-vitals/config';
import { LOOPBACK_HOSTS, serve } from '@agent-vitals/http';
import { createLogSink, repeat } from '@agent-vitals/worker';
import { pino } from 'pino';
import { createAlertLog } from './alert-log.js';
import { createAcknowledger } from './alertmanager/acknowledge.js';
import { createAlertmanagerClient } from './alertmanager/alertmanager-client.js';
import { createReconciler } from './alertmanager/reconciler.js';
import { createHistoryApi } from './app.js';
import { createEventFollower } from './events/follow-events.js';
import { createAlertMetrics } from './publish/alert-metrics.js';
import { createPublisher } from './publish/publisher.js';
import { readSettings } from './settings.js';
import { createAlertQueries } from './store/alert-queries.js';
import { openAlertStore } from './store/alert-store.js';
import { createOutbox } from './store/outbox.js';

const FOLLOW_EVERY_MS = 1000;
const PUBLISH_EVERY_MS = 1000;
const RECONCILE_EVERY_MS = 15_000;
const DAY_MS = 86_400_000;
/** How long the process may take to end: what is not published by then is so after the next start. */
const MOST_SHUTDOWN_MS = 2500;

const settings = readSettings(process.env);
const log = pino({ name: 'alert-history', level: settings.LOG_LEVEL });
const { retentionDays } = loadVitalsConfig(settings.VITALS_CONFIG);

const store = openAlertStore(join(settings.VITALS_DATA_DIR, 'alert-history', 'alerts.sqlite'));
const queries = createAlertQueries(store.database);
const alertmanager = createAlertmanagerClient({ url: settings.VITALS_ALERTMANAGER_URL });
const acknowledger = createAcknowledger({ alertmanager, store });
const reconciler = createReconciler({ alertmanager, acknowledger, store, queries });
const sink = createLogSink('@agent-vitals/alert-history');
const publish = createPublisher({
  outbox: createOutbox(store.database),
  sink: settings.OTEL_LOGS_EXPORTER === 'none' ? { send: () => Promise.resolve() } : sink,
  measure: createAlertMetrics(),
});
const follower = createEventFollower({
  file: join(settings.VITALS_DATA_DIR, 'alertmanager', 'events.jsonl'),
  store,
  onAdded: createAlertLog(log),
  log,
});

const server = serve({
  app: createHistoryApi({
    queries,
    acknowledger,
    fault: () => reconciler.fault(),
    hosts: [...LOOPBACK_HOSTS, ...settings.VITALS_HISTORY_HOSTS],
    token: settings.VITALS_HISTORY_TOKEN,
    log,
  }),
  port: settings.VITALS_HISTORY_PORT,
  listen: settings.VITALS_HISTORY_LISTEN,
  log,
});

const repetitions = [
  repeat({ name: 'read events', work: () => follower.read(), everyMs: FOLLOW_EVERY_MS, log }),
  repeat({
    name: 'compare with Alertmanager',
    work: () => reconciler.run(),
    everyMs: RECONCILE_EVERY_MS,
    log,
  }),
  repeat({ name: 'publish', work: publish, everyMs: PUBLISH_EVERY_MS, log }),
  repeat({
    name: 'forget',
    work: async () => {
      const forgotten = store.forgetBefore(Date.now() - retentionDays * DAY_MS);
      if (forgotten > 0) log.info({ alerts: forgotten, retentionDays }, 'forgot old alerts');
    },
    everyMs: DAY_MS,
    log,
  }),
];

async function shutDown(): Promise<void> {
  setTimeout(() => process.exit(0), MOST_SHUTDOWN_MS).unref();
  await Promise.all([server.close(), ...repetitions.map((repetition) => repetition.stop())]);
  await sink.close();
  store.close();
  // Nothing is left to do, so Node ends the process, and the instrumentation exports the rest.
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void shutDown());
