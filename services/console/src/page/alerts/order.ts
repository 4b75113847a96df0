import type { AlertAnswer } from '@agent-vitals/alert-history/answers';
import { rankOf } from '../elements/severity.js';
import { incidentsOf, type OpenIncident } from './incidents.js';

/** Open alerts that are in the same state. */
export interface Group {
  readonly state: AlertAnswer['state'];
  readonly title: string;
  readonly count: number;
  /**
   * The one with the worst alert first, then the newest, and so the alerts of each. Only what fires
   * is taken on together: in other states each alert stands alone.
   */
  readonly incidents: readonly OpenIncident[];
}

/** What waits for somebody comes first, what only follows from something else last. */
const GROUPS = [
  { state: 'firing', title: 'Firing' },
  { state: 'acknowledged', title: 'Acknowledged' },
  { state: 'inhibited', title: 'Inhibited: they follow from others' },
] as const;

/** Open alerts by their state; a state that none is in is left out. */
export function groupsOf(alerts: readonly AlertAnswer[]): readonly Group[] {
  const ordered = alerts.toSorted(
    (a, b) => rankOf(a.severity) - rankOf(b.severity) || b.startedAt.localeCompare(a.startedAt),
  );
  return GROUPS.map((group) => {
    const own = ordered.filter(({ state }) => state === group.state);
    const together = group.state === 'firing' ? [own] : own.map((alert) => [alert]);
    return { ...group, count: own.length, incidents: together.flatMap(incidentsOf) };
  }).filter(({ count }) => count > 0);
}
