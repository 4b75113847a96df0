import type { Alert } from '../events/story-event.js';
import type { AlertState } from '../events/summary.js';

/** Whether an alert was about something real, as a person found. */
export type Verdict = 'true-alarm' | 'false-alarm';

/** An alert with where it stands. Times are milliseconds since 1970. */
export interface AlertRow {
  readonly id: number;
  readonly fingerprint: string;
  readonly name: string;
  readonly severity: string;
  readonly component: string;
  readonly service: string;
  readonly item: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly state: AlertState;
  readonly startsAt: number;
  readonly notifiedAt: number | null;
  readonly notifications: number;
  readonly receivers: readonly string[];
  readonly acknowledgedAt: number | null;
  readonly acknowledgedBy: string | null;
  readonly silence: string | null;
  readonly resolvedAt: number | null;
  readonly cause: string | null;
  readonly verdict: Verdict | null;
}

/** What to select of the table of alerts for {@link toAlert}. */
export const ALERT_COLUMNS: string = `id, fingerprint, name, severity, component, service, item, labels, annotations, state,
  starts_at AS startsAt, notified_at AS notifiedAt, notifications, receivers,
  acknowledged_at AS acknowledgedAt, acknowledged_by AS acknowledgedBy, silence,
  resolved_at AS resolvedAt, cause, verdict`;

/** Reads a row of the table. */
export function toAlert(row: Record<string, unknown>): AlertRow {
  return {
    ...row,
    labels: JSON.parse(row['labels'] as string) as Record<string, string>,
    annotations: JSON.parse(row['annotations'] as string) as Record<string, string>,
    receivers: JSON.parse(row['receivers'] as string) as string[],
  } as unknown as AlertRow;
}

/** The columns of an alert when it is new. */
export function toRow({
  fingerprint,
  startsAt,
  labels,
  annotations,
}: Alert): Record<string, string | number> {
  const label = (name: string): string => labels[name] ?? '';
  return {
    fingerprint,
    startsAt,
    name: label('alertname'),
    severity: label('severity'),
    component: label('component'),
    service: label('service_name'),
    item: label('item') || label('agent'),
    labels: JSON.stringify(labels),
    annotations: JSON.stringify(annotations),
  };
}
