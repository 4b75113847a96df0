import type { AlertAnswer } from '@agent-vitals/alert-history/answers';
import { rankOf } from '../elements/severity.js';
import { titleOf } from './wording.js';

/** What is worth saying of open alerts since the last look: new ones, who took one on, the end. */
export function announcement(
  former: readonly AlertAnswer[],
  alerts: readonly AlertAnswer[],
): string | undefined {
  if (alerts.length === 0) return former.length > 0 ? 'No alert is open any more.' : undefined;
  const before = new Map(former.map((alert) => [alert.id, alert.state]));
  const turned = (state: AlertAnswer['state']): readonly AlertAnswer[] =>
    alerts
      .filter((alert) => alert.state === state && before.get(alert.id) !== state)
      .toSorted((a, b) => rankOf(a.severity) - rankOf(b.severity));
  const [worst, ...others] = turned('firing');
  const [taken, ...takenToo] = turned('acknowledged');
  const said = [
    worst && `Firing, ${worst.severity}: ${titleOf(worst)}.`,
    others.length > 0 && `And ${others.length} more.`,
    taken && `Acknowledged by ${taken.acknowledgedBy}: ${titleOf(taken)}.`,
    takenToo.length > 0 && `Acknowledged, ${takenToo.length} more.`,
  ].filter(Boolean);
  return said.length > 0 ? said.join(' ') : undefined;
}
