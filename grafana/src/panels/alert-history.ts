import { GENERAL, alertLabel, alertMetric } from '../metrics.js';
import type { AlertsPanel, StatPanel, TimeSeriesPanel, Unit } from '../model.js';
import { chosen, largest, selector } from '../promql.js';

const name = alertLabel('name');

/** The Watchdog always fires, and tells nobody. */
const TOLD = 'severity!="none"';
const ofFiring = ['alertstate="firing"', TOLD, chosen('severity', 'severity')];
const firing = (...matchers: readonly string[]): string =>
  selector(GENERAL.alerts, ...ofFiring, chosen('component', 'component'), ...matchers);

/** What the alert history counts, held to what is chosen. */
const history = (key: Parameters<typeof alertMetric>[0]): string =>
  selector(
    alertMetric(key),
    chosen(alertLabel('severity'), 'severity'),
    chosen(alertLabel('component'), 'component'),
  );

/** Alerts are rare: what is said of them is said of a day. */
const DAY = '1d';

const firingNow = (
  severity: 'critical' | 'warning',
  title: string,
  description: string,
): StatPanel => ({
  kind: 'stat',
  id: `firing-${severity}`,
  now: true,
  title,
  description,
  width: 4,
  unit: 'count',
  queries: [{ expr: `count(${firing(`severity="${severity}"`)}) or vector(0)`, legend: severity }],
  thresholds: [{ value: 1, severity }],
  links: [{ title: 'By incident', path: '/alerts' }],
});

export const firingCritical: StatPanel = firingNow(
  'critical',
  'Critical alerts',
  'Critical alerts that fire now. Good is 0: each is something that users notice.',
);
export const firingWarning: StatPanel = firingNow(
  'warning',
  'Warnings',
  'Warnings that fire now. Good is few, and none for long.',
);

/** A figure of the last day from one of the history's series. */
const ofDay = (
  id: string,
  unit: Unit,
  expr: string,
  panel: Pick<StatPanel, 'title' | 'description' | 'links'>,
): StatPanel => ({
  kind: 'stat',
  id,
  ...panel,
  width: 4,
  unit,
  queries: [{ expr, legend: panel.title }],
});

const median = (key: 'timeToAcknowledge' | 'timeToResolve'): string =>
  `histogram_quantile(0.5, sum(increase(${history(key)}[${DAY}]))) >= 0`;

export const medianToAcknowledge: StatPanel = ofDay(
  'median-to-acknowledge',
  'seconds',
  median('timeToAcknowledge'),
  {
    title: 'Time to acknowledge',
    description:
      'Median of a day, from the start of an alert until somebody took it on; nothing where nobody did. Good is within the response time of its severity: after it the next level is told.',
    links: [{ title: 'How fast were we?', path: '/alerts/statistics' }],
  },
);

export const medianToResolve: StatPanel = ofDay(
  'median-to-resolve',
  'seconds',
  median('timeToResolve'),
  {
    title: 'Time to resolve',
    description:
      'Median of a day, from the start of an alert to its end. Good is short and falls over months.',
    links: [{ title: 'How fast were we?', path: '/alerts/statistics' }],
  },
);

/** What is over so soon was nothing that anybody could have done something about. */
const NOISE_SECONDS = 120;

export const noise: StatPanel = ofDay(
  'noise',
  'ratio',
  `histogram_fraction(-Inf, ${NOISE_SECONDS}, sum(increase(${history('timeToResolve')}[${DAY}]))) >= 0`,
  {
    title: 'Over within 2 min',
    description:
      'Alerts that ended within two minutes, over all that ended in a day. Good is low: such alerts are noise, and want a longer `for`.',
    links: [{ title: 'Which ones?', path: '/alerts/statistics' }],
  },
);

const fired = `sum(increase(${history('alerts')}[${DAY}]))`;

export const notificationsOfAlert: StatPanel = ofDay(
  'notifications-of-alert',
  'number',
  `sum(increase(${history('notifications')}[${DAY}])) / (${fired} > 0)`,
  {
    title: 'Told per alert',
    description:
      'How often a receiver was told, over the alerts that fired in a day. Good is about 1: less are grouped or muted as consequences, more were escalated or told again.',
    links: [{ title: 'Do they arrive?', dashboard: 'pipeline' }],
  },
);

export const firingTable: AlertsPanel = {
  kind: 'alerts',
  id: 'firing',
  title: 'What fires',
  description:
    'Each alert that fires: how severe, where, since when, with its runbook. Good is an empty list.',
  width: 24,
  unit: 'seconds',
  query: `${GENERAL.alertsActiveSince} and ignoring (alertstate) ${firing()}`,
  links: [
    { title: 'By incident, to acknowledge', path: '/alerts' },
    { title: 'What fired before?', path: '/alerts/history' },
  ],
};

const over = (
  by: string,
  panel: Pick<TimeSeriesPanel, 'id' | 'title' | 'description'>,
): TimeSeriesPanel => ({
  kind: 'time-series',
  ...panel,
  width: 12,
  unit: 'count',
  stacked: true,
  queries: [{ expr: largest(`count by (${by}) (${firing()})`), legend: `{{${by}}}` }],
  links: [{ title: 'What fired before?', path: '/alerts/history' }],
});

export const firingByName: TimeSeriesPanel = over('alertname', {
  id: 'firing-by-name',
  title: 'Alerts that fired, by name',
  description:
    'How many fired at each moment. Good is nothing; the name that began first points at the cause, one that comes and goes is noise.',
});

export const firingBySeverity: TimeSeriesPanel = over('severity', {
  id: 'firing-by-severity',
  title: 'Alerts that fired, by severity',
  description: 'How many fired at each moment. Good is nothing, and no critical one without end.',
});

export const firedByName: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'fired-by-name',
  title: 'Alerts of a day, by name',
  description:
    'Times that each alert fired within the day before, the most frequent. Good is few: one that fires each day is to be repaired or to be changed.',
  width: 12,
  unit: 'count',
  queries: [
    {
      expr: largest(`sum by (${name}) (increase(${history('alerts')}[${DAY}])) > 0`),
      legend: `{{${name}}}`,
    },
  ],
  links: [{ title: 'Were they true?', path: '/alerts/statistics' }],
};

const TIMES = [
  ['timeToNotify', 'told'],
  ['timeToAcknowledge', 'acknowledged'],
  ['timeToResolve', 'over'],
] as const;

export const timesOfAlerts: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'times-of-alerts',
  title: 'From the start of an alert, p95 of a day',
  description:
    'Until somebody was told, took it on, and it was over, for 95 of 100 alerts of the day before. Good is told within 30 s for critical ones, and taken on within their response time.',
  width: 12,
  unit: 'seconds',
  queries: TIMES.map(([key, legend]) => ({
    expr: `histogram_quantile(0.95, sum(increase(${history(key)}[${DAY}]))) >= 0`,
    legend,
  })),
  links: [{ title: 'How fast were we?', path: '/alerts/statistics' }],
};
