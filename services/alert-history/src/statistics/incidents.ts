import type { AlertRow } from '../store/alert-row.js';

/** What still fires counts as open until now. */
type Span = Pick<AlertRow, 'service' | 'startsAt' | 'resolvedAt'>;

/**
 * How many incidents some alerts make: alerts of one service whose times overlap are symptoms of
 * the same one.
 * @param alerts oldest first
 */
export function countIncidents(alerts: readonly Span[]): number {
  const endOf = new Map<string, number>();
  let incidents = 0;
  for (const { service, startsAt, resolvedAt } of alerts) {
    const end = endOf.get(service);
    if (end === undefined || startsAt > end) incidents += 1;
    endOf.set(service, Math.max(end ?? 0, resolvedAt ?? Infinity));
  }
  return incidents;
}
