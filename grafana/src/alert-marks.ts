import { alertLabel, GENERAL_LABEL } from './metrics.js';
import type { Mark, Severity } from './model.js';

const mark = (event: string, severity?: Severity): Mark => ({
  name: `Alerts ${event}`,
  query: `{${GENERAL_LABEL.serviceName}="alert-history"} | ${alertLabel('event')}="${event}"`,
  title: alertLabel('name'),
  tags: [alertLabel('severity'), alertLabel('component'), alertLabel('service')],
  ...(severity !== undefined && { severity }),
});

/** When alerts fired, were taken on and ended, by the log of the alert history: on every dashboard. */
export const ALERT_MARKS: readonly Mark[] = [
  mark('fired', 'critical'),
  mark('acknowledged'),
  mark('resolved', 'good'),
];
