import type { AlertAnswer } from '@agent-vitals/alert-history/answers';

/** Alerts of which one notification tells, and which are taken on together. */
export interface OpenIncident extends Readonly<AlertAnswer['incident']> {
  /** In the order in which they were. */
  readonly alerts: readonly [AlertAnswer, ...(readonly AlertAnswer[])];
}

/** Alerts by their incident, in the order of the first of each. */
export function incidentsOf(alerts: readonly AlertAnswer[]): readonly OpenIncident[] {
  const incidents = new Map<string, OpenIncident>();
  for (const alert of alerts) {
    const { key } = alert.incident;
    const before = incidents.get(key)?.alerts ?? [];
    incidents.set(key, { ...alert.incident, alerts: [...before, alert] as [AlertAnswer] });
  }
  return [...incidents.values()];
}

/** What fires of the incident of an alert, where it is more than one: else there is nothing to take on together. */
export const firingWith = (
  { incident }: Pick<AlertAnswer, 'incident'>,
  open: readonly AlertAnswer[],
): OpenIncident | undefined =>
  incidentsOf(open.filter(({ state }) => state === 'firing')).find(
    ({ key, alerts }) => key === incident.key && alerts.length > 1,
  );
