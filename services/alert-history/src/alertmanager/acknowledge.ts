import type { AlertStore } from '../store/alert-store.js';
import type { AlertRow } from '../store/alert-queries.js';
import type { AlertmanagerClient } from './alertmanager-client.js';

/** How long an acknowledgement keeps an alert quiet at most: who forgets it is told again. */
export const ACKNOWLEDGED_FOR_MS: number = 24 * 60 * 60_000;

/** Who took an alert on, and what they say about it. */
export interface Acknowledgement {
  readonly by: string;
  /** May be empty. */
  readonly comment: string;
}

/** Takes alerts on, and gives them back. */
export interface Acknowledger {
  /** Silences exactly this alert, so that nobody further is told of it. @throws {AlertmanagerError} */
  acknowledge(alert: AlertRow, acknowledgement: Acknowledgement): Promise<void>;
  /** Ends the silence, so that it is told of again. @throws {AlertmanagerError} */
  withdraw(alert: AlertRow, by: string): Promise<void>;
}

/** Creates it. */
export function createAcknowledger(options: {
  readonly alertmanager: Pick<AlertmanagerClient, 'silence' | 'expire'>;
  readonly store: Pick<AlertStore, 'add'>;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly clock?: () => number;
}): Acknowledger {
  const { alertmanager, store, clock = Date.now } = options;
  return {
    async acknowledge(alert, { by, comment }) {
      const at = clock();
      const silence = await alertmanager.silence({
        labels: alert.labels,
        startsAt: at,
        endsAt: at + ACKNOWLEDGED_FOR_MS,
        createdBy: by,
        comment: comment === '' ? 'Acknowledged' : comment,
      });
      const { fingerprint, startsAt, labels, annotations } = alert;
      store.add([
        {
          kind: 'acknowledged',
          at,
          fingerprint,
          key: `${fingerprint} ${startsAt} acknowledged ${silence}`,
          detail: { by, comment, silence, own: 'true' },
          alert: { fingerprint, startsAt, labels, annotations },
        },
      ]);
    },
    async withdraw(alert, by) {
      if (alert.silence !== null) await alertmanager.expire(alert.silence);
      const at = clock();
      const { fingerprint, startsAt, labels, annotations } = alert;
      store.add([
        {
          kind: 'unacknowledged',
          at,
          fingerprint,
          key: `${fingerprint} ${startsAt} unacknowledged ${at}`,
          detail: { by },
          alert: { fingerprint, startsAt, labels, annotations },
        },
      ]);
    },
  };
}
