/**
 * The labels whose values the alerts of one incident have in common: Alertmanager tells of them in
 * one notification, and a person takes them on together. A label that an alert lacks is as if empty.
 */
export const INCIDENT_LABELS = {
  /** What is wrong with one component of one service … */
  service: ['component', 'service_name', 'deployment_environment_name'],
  /** … or with one database, whichever services see it and whether they tell their environment. */
  database: ['component', 'item'],
} as const;

/** Those of the alerts about a component: the label `component`, which may be none that has health. */
export const incidentLabelsOf = (
  component: string,
): (typeof INCIDENT_LABELS)[keyof typeof INCIDENT_LABELS] =>
  component === 'database' ? INCIDENT_LABELS.database : INCIDENT_LABELS.service;
