import { createAlertmanagerServer, type AlertmanagerServer } from './alertmanager-server.js';
import { freePort } from './free-port.js';
import { createHistoryService, type HistoryService } from './history-service.js';
import { createLogReceiver, type LogReceiver } from './log-receiver.js';

/** An Alertmanager, the alert history that follows it, and what takes the history's log events. */
export interface Alerting {
  readonly alertmanager: AlertmanagerServer;
  readonly collector: LogReceiver;
  readonly history: HistoryService;
  /** Stops all three and deletes their data. */
  remove(): Promise<void>;
}

/** Starts the three; resolves when the history listens. */
export async function startAlerting(): Promise<Alerting> {
  const alertmanager = await createAlertmanagerServer();
  await alertmanager.start();
  const collector = createLogReceiver(await freePort());
  await collector.start();
  const history = createHistoryService({
    dataDir: alertmanager.dataDir,
    alertmanagerUrl: alertmanager.url,
    otlpUrl: collector.url,
  });
  await history.start();
  return {
    alertmanager,
    collector,
    history,
    async remove() {
      await history.stop();
      await collector.stop();
      await alertmanager.remove();
    },
  };
}
