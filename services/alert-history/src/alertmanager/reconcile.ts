import type { ActiveAlert } from './alertmanager-client.js';
import type { StoryEvent } from '../events/story-event.js';
import type { AlertRow } from '../store/alert-row.js';

/**
 * After its start Alertmanager knows no alert until Prometheus has told of it again, and a new
 * alert is in the file before it is here: so long nothing is concluded from what is missing.
 */
const SETTLE_MS = 3 * 60_000;

/**
 * What the event recorder does not tell: that an alert ended of which nobody was to be told, that
 * an acknowledgement was withdrawn or ran out, and what happened while its file was lost.
 */
export function reconcile(options: {
  readonly open: readonly AlertRow[];
  readonly active: readonly ActiveAlert[];
  /** When Alertmanager was started, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly now: number;
}): readonly StoryEvent[] {
  const { open, active, startedAt, now } = options;
  const settled = now - startedAt >= SETTLE_MS;
  const byFingerprint = new Map(active.map((alert) => [alert.fingerprint, alert]));
  const known = new Set(open.map(({ fingerprint }) => fingerprint));

  const ended = open
    .filter(({ fingerprint, startsAt }) => {
      const current = byFingerprint.get(fingerprint);
      const replaced = current !== undefined && current.startsAt > startsAt;
      return replaced || (current === undefined && settled && now - startsAt >= SETTLE_MS);
    })
    .map((alert) => event(alert, 'resolved', now));
  const unacknowledged = open
    .filter(({ fingerprint, startsAt, state }) => {
      const current = byFingerprint.get(fingerprint);
      return state === 'acknowledged' && current?.startsAt === startsAt && !current.silenced;
    })
    .map((alert) => event(alert, 'unacknowledged', now));
  const unknown = active
    .filter(({ fingerprint, startsAt }) => !known.has(fingerprint) && now - startsAt >= SETTLE_MS)
    .map((alert) => event(alert, 'fired', alert.startsAt));
  return [...ended, ...unacknowledged, ...unknown];
}

function event(
  {
    fingerprint,
    startsAt,
    labels,
    annotations,
  }: Pick<AlertRow, 'fingerprint' | 'startsAt' | 'labels' | 'annotations'>,
  kind: StoryEvent['kind'],
  at: number,
): StoryEvent {
  return {
    kind,
    at,
    fingerprint,
    key: `${fingerprint} ${startsAt} ${kind}${kind === 'unacknowledged' ? ` ${at}` : ''}`,
    detail: { by: 'reconciliation with Alertmanager' },
    alert: { fingerprint, startsAt, labels, annotations },
  };
}
