import { isHeartbeat } from '../events/heartbeat.js';
import type { AlertQueries } from '../store/alert-queries.js';
import type { AlertStore } from '../store/alert-store.js';
import type { Acknowledger } from './acknowledge.js';
import type { AlertmanagerClient } from './alertmanager-client.js';
import { reconcile } from './reconcile.js';

/** Compares what is stored with what Alertmanager has now. */
export interface Reconciler {
  /** @throws {AlertmanagerError} */
  run(): Promise<void>;
  /** Why the last comparison failed; `undefined` when it did not, `null` before the first one. */
  fault(): Error | undefined | null;
}

/** Creates it. */
export function createReconciler(options: {
  readonly alertmanager: Pick<AlertmanagerClient, 'activeAlerts' | 'startedAt'>;
  readonly acknowledger: Pick<Acknowledger, 'release'>;
  readonly store: Pick<AlertStore, 'add'>;
  readonly queries: Pick<AlertQueries, 'open' | 'leftSilenced'>;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly clock?: () => number;
}): Reconciler {
  const { alertmanager, acknowledger, store, queries, clock = Date.now } = options;
  let fault: Error | undefined | null = null;

  const compare = async (): Promise<void> => {
    // Read before Alertmanager is asked: an acknowledgement in between is not to be taken back.
    const open = queries.open();
    const [active, startedAt] = await Promise.all([
      alertmanager.activeAlerts(),
      alertmanager.startedAt(),
    ]);
    const alerts = active.filter(({ labels }) => !isHeartbeat(labels));
    store.add(reconcile({ open, active: alerts, startedAt, now: clock() }));
    for (const alert of queries.leftSilenced()) await acknowledger.release(alert);
  };

  return {
    async run() {
      try {
        await compare();
        fault = undefined;
      } catch (error) {
        fault = error as Error;
        throw error;
      }
    },
    fault: () => fault,
  };
}
