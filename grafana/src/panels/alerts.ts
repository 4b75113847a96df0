import { GENERAL } from '../metrics.js';
import type { AlertsPanel, StatPanel } from '../model.js';

/** The Watchdog always fires, and tells nobody. */
const firing = `${GENERAL.alerts}{alertstate="firing", severity!="none"}`;

export const alertsFiring: StatPanel = {
  kind: 'stat',
  id: 'alerts-firing',
  now: true,
  title: 'Alerts firing',
  description:
    'Alerts that fire now. Good is 0; any other number is explained in the table beside.',
  width: 4,
  unit: 'count',
  queries: [{ expr: `count(${firing}) or vector(0)`, legend: 'firing' }],
  thresholds: [{ value: 1, severity: 'critical' }],
  links: [
    { title: 'By incident', path: '/alerts' },
    { title: 'Alerts over time', dashboard: 'alerts' },
  ],
};

export const alertTable: AlertsPanel = {
  kind: 'alerts',
  id: 'alerts',
  title: 'What fires',
  description:
    'Each alert that fires: how severe, where, since when, with its runbook. Good is an empty list.',
  width: 20,
  unit: 'seconds',
  query: `${GENERAL.alertsActiveSince} and ignoring (alertstate) ${firing}`,
  links: [
    { title: 'What fired before?', path: '/alerts/history' },
    { title: 'Alerts over time', dashboard: 'alerts' },
  ],
};
