import { rankOf } from '../elements/severity.js';

/** An alert as Alertmanager answers it: https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml */
export interface GettableAlert {
  readonly fingerprint: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
}

/** An alert that is active, as the page shows it. */
export interface ActiveAlert {
  readonly id: string;
  readonly name: string;
  readonly severity: string;
  readonly summary: string;
  /** What it is about: an agent, an endpoint, a service. */
  readonly where: string;
  readonly since: Date;
}

/** Alerts that somebody must look at: neither silenced nor muted by another. */
export const ALERTS_URL =
  '/api/alertmanager/api/v2/alerts?active=true&silenced=false&inhibited=false';

/** Labels that say which alert and how severe; the others say where. */
const NOT_WHERE = new Set(['alertname', 'severity', 'component', 'indicator', 'prometheus']);

/** The worst first, then the newest. */
export function toActiveAlerts(alerts: readonly GettableAlert[]): readonly ActiveAlert[] {
  return alerts
    .map(({ fingerprint, labels, annotations, startsAt }): ActiveAlert => ({
      id: fingerprint,
      name: labels['alertname'] ?? 'unnamed',
      severity: labels['severity'] ?? 'info',
      summary: annotations['summary'] ?? '',
      where: [
        ...new Set(
          Object.entries(labels).flatMap(([label, value]) => (NOT_WHERE.has(label) ? [] : value)),
        ),
      ].join(' · '),
      since: new Date(startsAt),
    }))
    .sort(
      (a, b) => rankOf(a.severity) - rankOf(b.severity) || b.since.getTime() - a.since.getTime(),
    );
}
