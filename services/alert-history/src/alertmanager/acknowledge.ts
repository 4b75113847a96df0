import type { StoryEvent } from '../events/story-event.js';
import type { AlertStore } from '../store/alert-store.js';
import type { AlertRow } from '../store/alert-row.js';
import type { AlertmanagerClient } from './alertmanager-client.js';

/** How long an acknowledgement keeps an alert quiet at most: who forgets it is told again. */
const ACKNOWLEDGED_FOR_MS = 24 * 60 * 60_000;

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
  /** Ends the silence of an alert that is over, so that it does not hide the next one. @throws {AlertmanagerError} */
  release(alert: AlertRow): Promise<void>;
}

/** Creates it. */
export function createAcknowledger(options: {
  readonly alertmanager: Pick<AlertmanagerClient, 'silence' | 'expire'>;
  readonly store: Pick<AlertStore, 'add'>;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly clock?: () => number;
}): Acknowledger {
  const { alertmanager, store, clock = Date.now } = options;

  const end = async (alert: AlertRow, detail: Readonly<Record<string, string>>): Promise<void> => {
    if (alert.silence !== null) await alertmanager.expire(alert.silence);
    const at = clock();
    store.add([eventOf(alert, { kind: 'unacknowledged', at, what: String(at), detail })]);
  };

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
      const detail = { by, comment, silence, own: 'true' };
      store.add([eventOf(alert, { kind: 'acknowledged', at, what: silence, detail })]);
    },
    withdraw: (alert, by) => end(alert, { by }),
    release: (alert) => end(alert, { by: 'alert-history', reason: 'the alert is resolved' }),
  };
}

function eventOf(
  { fingerprint, startsAt, labels, annotations }: AlertRow,
  {
    kind,
    at,
    what,
    detail,
  }: Pick<StoryEvent, 'kind' | 'at' | 'detail'> & { readonly what: string },
): StoryEvent {
  return {
    kind,
    at,
    fingerprint,
    key: `${fingerprint} ${startsAt} ${kind} ${what}`,
    detail,
    alert: { fingerprint, startsAt, labels, annotations },
  };
}
