import type { AlertAnswer } from '@agent-vitals/alert-history/answers';
import { oneLine } from './render.js';

/** Something that happened to an alert between two looks. */
export interface Change {
  readonly alert: AlertAnswer;
  /** What happened, in words that follow the alert's name. */
  readonly what: string;
  /** Whether somebody has to be called: it is critical, and waits for someone as of now. */
  readonly alarming: boolean;
}

const SAYS: Readonly<Record<AlertAnswer['state'], (alert: AlertAnswer) => string>> = {
  firing: ({ summary }) => (summary === '' ? 'fires' : `fires: ${oneLine(summary)}`),
  acknowledged: ({ acknowledgedBy }) => `is acknowledged by ${oneLine(acknowledgedBy ?? '')}`,
  inhibited: () => 'follows from another alert',
  resolved: () => 'is resolved',
};

/** What happened between two looks at the open alerts: an alert that is gone is resolved. */
export function changesBetween(
  before: readonly AlertAnswer[],
  now: readonly AlertAnswer[],
): readonly Change[] {
  const known = new Map(before.map((alert) => [alert.id, alert]));
  const open = new Set(now.map(({ id }) => id));
  const ended = before.filter(({ id }) => !open.has(id));
  return [
    ...now.flatMap((alert) => {
      const earlier = known.get(alert.id);
      if (earlier?.state === alert.state) return [];
      const again = earlier !== undefined && alert.state === 'firing';
      return [
        {
          alert,
          what: again ? 'waits for someone again' : SAYS[alert.state](alert),
          alarming: alert.severity === 'critical' && alert.state === 'firing',
        },
      ];
    }),
    ...ended.map((alert) => ({ alert, what: SAYS.resolved(alert), alarming: false })),
  ];
}

/** An alert by what it is called and where it is, on one line. */
export const nameOf = ({ id, severity, name, item, service }: AlertAnswer): string =>
  [id, severity, name, oneLine(item), service && `(${oneLine(service)})`].filter(Boolean).join(' ');
