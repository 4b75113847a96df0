import { setTimeout as sleep } from 'node:timers/promises';
import type { AlertAnswer } from '@agent-vitals/alert-history/answers';
import type { Settings } from '../../settings.js';
import { StackError } from '../../stack-error.js';
import { print } from '../print.js';
import { createHistoryClient } from './history-client.js';
import { renderAlerts } from './render.js';
import { createAlertWatch } from './watch.js';

const WATCH_EVERY_MS = 2000;

/** Lists the alerts that are open. @throws {StackError} the history does not answer */
export async function listAlerts(settings: Settings, json: boolean): Promise<number> {
  const alerts = await createHistoryClient(settings).open();
  if (json) print(JSON.stringify(alerts, undefined, 2));
  else for (const line of renderAlerts(alerts, Date.now())) print(line);
  return 0;
}

/** Shows the open alerts as they come and go, until Ctrl-C. */
export async function watchAlerts(settings: Settings): Promise<number> {
  const client = createHistoryClient(settings);
  const { stdout } = process;
  const drawn = stdout.isTTY && settings.env['TERM'] !== 'dumb';
  if (drawn) stdout.write('\n'.repeat(stdout.rows));
  const watch = createAlertWatch({ rows: () => (drawn ? stdout.rows : undefined) });
  for (;;) {
    let alerts: readonly AlertAnswer[] | string;
    try {
      alerts = await client.open();
    } catch (error) {
      // The stack may be restarting: who watches wants to go on watching.
      if (!(error instanceof StackError)) throw error;
      alerts = error.message;
    }
    stdout.write(watch(alerts, Date.now()));
    await sleep(WATCH_EVERY_MS);
  }
}
