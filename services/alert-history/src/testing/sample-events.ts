import { createHash } from 'node:crypto';
import type { Alert, StoryEvent } from '../events/story-event.js';

/** An alert that started at a time. */
export function sampleAlert(
  startsAt: number,
  labels: Readonly<Record<string, string>> = {},
): Alert {
  const all = {
    alertname: 'AgentErrorRatioHigh',
    severity: 'critical',
    component: 'agents',
    service_name: 'shop',
    item: 'reviewer',
    ...labels,
  };
  return {
    fingerprint: createHash('sha256')
      .update(JSON.stringify(all))
      .digest()
      .readBigUInt64BE()
      .toString(),
    startsAt,
    labels: all,
    annotations: { summary: 'It fails.' },
  };
}

/** Something that happened to it. */
export function sampleEvent(
  alert: Alert,
  kind: StoryEvent['kind'],
  at: number,
  detail: Readonly<Record<string, string>> = {},
): StoryEvent {
  const { fingerprint, startsAt } = alert;
  return { kind, at, fingerprint, key: `${fingerprint} ${startsAt} ${kind} ${at}`, detail, alert };
}
