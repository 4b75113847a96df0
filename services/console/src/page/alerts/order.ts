import type { AlertAnswer } from '@agent-vitals/alert-history/answers';
import { rankOf } from '../elements/severity.js';

/** Open alerts that are in the same state. */
export interface Group {
  readonly state: AlertAnswer['state'];
  readonly title: string;
  /** The worst first, then the newest. */
  readonly alerts: readonly AlertAnswer[];
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
  return GROUPS.map((group) => ({
    ...group,
    alerts: ordered.filter(({ state }) => state === group.state),
  })).filter((group) => group.alerts.length > 0);
}
