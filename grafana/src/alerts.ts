import { GENERAL } from './metrics.js';
import type { Dashboard, LabelVariable } from './model.js';
import {
  firedByName,
  firingByName,
  firingBySeverity,
  firingCritical,
  firingTable,
  firingWarning,
  medianToAcknowledge,
  medianToResolve,
  noise,
  notificationsOfAlert,
  timesOfAlerts,
} from './panels/alert-history.js';
import { selector } from './promql.js';

/** What alerts may be chosen by; the Watchdog, of no severity, always fires. */
const ofAlerts = (name: string, title: string): LabelVariable => ({
  name,
  title,
  label: name,
  series: selector(GENERAL.alerts, 'severity!="none"'),
  all: '.*',
});

/** What fires, what fired, and were the alerts true and soon dealt with? */
export const alerts = (): Dashboard => ({
  name: 'alerts',
  title: 'Alerts over time',
  description: 'What fires, what fired before, and are alerts soon dealt with and worth it?',
  range: '1d',
  refresh: '30s',
  variables: [ofAlerts('severity', 'Severity'), ofAlerts('component', 'Component')],
  rows: [
    {
      title: 'Now and in a day',
      height: 4,
      panels: [
        firingCritical,
        firingWarning,
        medianToAcknowledge,
        medianToResolve,
        noise,
        notificationsOfAlert,
      ],
    },
    { title: 'What fires', height: 7, panels: [firingTable] },
    {
      title: 'Over time',
      height: 8,
      panels: [firingByName, firingBySeverity, firedByName, timesOfAlerts],
    },
  ],
});
