import { join } from 'node:path';
import { LOOPBACK_HOSTS } from '@agent-vitals/http';
import { pino } from 'pino';
import { createConsole } from './app.js';
import { readSettings } from './settings.js';

const logger = pino({ name: 'console' });
const settings = readSettings(process.env);

const app = createConsole({
  backends: {
    prometheus: settings.VITALS_PROMETHEUS_URL,
    loki: settings.VITALS_LOKI_URL,
    jaeger: settings.VITALS_JAEGER_URL,
    alertmanager: settings.VITALS_ALERTMANAGER_URL,
    'health-score': settings.VITALS_HEALTH_URL,
    'alert-history': settings.VITALS_HISTORY_URL,
  },
  tokens: {
    'health-score': settings.VITALS_HEALTH_TOKEN,
    'alert-history': settings.VITALS_HISTORY_TOKEN,
  },
  pageDir: join(import.meta.dirname, 'page'),
  dashboardsDir: join(import.meta.dirname, '../dashboards'),
  runbooksDir: settings.VITALS_RUNBOOKS_DIR,
  hosts: [...LOOPBACK_HOSTS, ...settings.VITALS_CONSOLE_HOSTS],
  logger,
});

const server = app.listen(settings.VITALS_CONSOLE_PORT, settings.VITALS_CONSOLE_LISTEN, (error) => {
  if (error) {
    logger.fatal({ err: error }, 'cannot listen');
    process.exit(1);
  }
  logger.info({ address: server.address() }, 'listening');
});

const stop = (): void => {
  // Browsers keep connections open; without this `close` waits for them.
  server.close(() => process.exit(0));
  server.closeAllConnections();
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
