import type { AlertRow } from '../store/alert-row.js';

/** What still fires counts as open until now. */
type Span = Pick<AlertRow, 'service' | 'startsAt' | 'resolvedAt'>;

/**
 * How many episodes some alerts make: alerts of one service whose times overlap are symptoms of
 * the same fault. An episode may be several incidents, each with its own notification: one of the
 * agents, one of the APIs.
 * @param alerts oldest first
 */
export function countEpisodes(alerts: readonly Span[]): number {
  const endOf = new Map<string, number>();
  let episodes = 0;
  for (const { service, startsAt, resolvedAt } of alerts) {
    const end = endOf.get(service);
    if (end === undefined || startsAt > end) episodes += 1;
    endOf.set(service, Math.max(end ?? 0, resolvedAt ?? Infinity));
  }
  return episodes;
}
