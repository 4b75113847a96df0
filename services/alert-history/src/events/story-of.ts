import { isHeartbeat } from './heartbeat.js';
import type { RecordedAlert, RecordedEvent } from './recorded-event.js';
import type { Alert, StoryEvent } from './story-event.js';

/**
 * Alertmanager tells of a muted alert at every flush, so several times a minute. What says no
 * more than the one before within this time is kept once.
 */
const MUTED_EVERY_MS = 10 * 60_000;

/**
 * What a recorded event says about alerts: nothing, or one thing for each alert in it. Heartbeats
 * are left out.
 */
export function storyOf(event: RecordedEvent): readonly StoryEvent[] {
  return tell(event).filter(({ alert }) => !isHeartbeat(alert?.labels));
}

function tell(event: RecordedEvent): readonly StoryEvent[] {
  const at = Date.parse(event['@timestamp']);
  const { alertCreated, alertResolved, notification, silenceMutedAlert, inhibitionMutedAlert } =
    event.data;
  if (alertCreated !== undefined) {
    const alert = toAlert(alertCreated.alert);
    return [{ kind: 'fired', at, ...keyed(alert, 'fired'), detail: {} }];
  }
  if (alertResolved?.alert.details !== undefined) {
    const { details } = alertResolved.alert;
    const alert = toAlert(details);
    // What counts is when it ended, not when its last group was told.
    const endedAt = details.endsAt === undefined ? at : Math.min(at, Date.parse(details.endsAt));
    return [{ kind: 'resolved', at: endedAt, ...keyed(alert, 'resolved'), detail: {} }];
  }
  if (notification !== undefined) return notified(notification, at);
  if (silenceMutedAlert !== undefined) {
    const { silence, mutedAlert } = silenceMutedAlert;
    return [
      {
        kind: 'acknowledged',
        at,
        ...muted(mutedAlert.fingerprint, silence.id, at),
        detail: { by: silence.createdBy, comment: silence.comment, silence: silence.id },
      },
    ];
  }
  if (inhibitionMutedAlert !== undefined) {
    const { inhibitRules, mutedAlert, inhibitingFingerprints } = inhibitionMutedAlert;
    const by = inhibitingFingerprints.join(',');
    return [
      {
        kind: 'inhibited',
        at,
        ...muted(mutedAlert.fingerprint, by, at),
        detail: { rule: inhibitRules.map(({ name }) => name).join(', '), by },
      },
    ];
  }
  return [];
}

function notified(
  {
    alerts,
    firingAlerts,
    groupInfo,
    integration,
    reason,
  }: NonNullable<RecordedEvent['data']['notification']>,
  at: number,
): readonly StoryEvent[] {
  const firing = new Set(firingAlerts.map(({ hash }) => hash));
  return alerts.flatMap(({ hash, details }) => {
    if (details === undefined) return [];
    const kind = firing.has(hash) ? 'notified' : 'notified-resolved';
    const channel = `${groupInfo.receiverName}/${integration.name}`;
    return [
      {
        kind,
        at,
        ...keyed(toAlert(details), `${kind} ${channel} ${at}`),
        detail: {
          receiver: groupInfo.receiverName,
          channel: integration.name,
          reason: reason.replace('NOTIFY_REASON_', '').toLowerCase().replaceAll('_', ' '),
        },
      } satisfies StoryEvent,
    ];
  });
}

function toAlert({ fingerprint, labels, annotations, startsAt }: RecordedAlert): Alert {
  return { fingerprint, startsAt: Date.parse(startsAt), labels, annotations };
}

function keyed(alert: Alert, what: string): Pick<StoryEvent, 'fingerprint' | 'key' | 'alert'> {
  const { fingerprint } = alert;
  return { fingerprint, key: `${fingerprint} ${alert.startsAt} ${what}`, alert };
}

function muted(
  fingerprint: string,
  by: string,
  at: number,
): Pick<StoryEvent, 'fingerprint' | 'key'> {
  return { fingerprint, key: `${fingerprint} muted ${by} ${Math.floor(at / MUTED_EVERY_MS)}` };
}
