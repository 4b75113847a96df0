import { INCIDENT_LABELS } from '@agent-vitals/config';
import { GENERAL } from '@agent-vitals/instrumentation/general-semconv';
import type { RuleGroup } from '../rule.js';

/** More than this is no hint any more of what else fails. */
export const MOST_OTHERS = 5;

/** Critical alerts that fire, by their labels: the Unix time in seconds since when they are active. */
export const CRITICAL_ALERTS = 'vitals:alerts:critical';

const since = GENERAL.alertsActiveSince;
const service = INCIDENT_LABELS.service.join(', ');

/**
 * The oldest critical alerts of each component of each service. Each alert that fires asks for them
 * whenever its rule is evaluated: hundreds of them in a large outage would each read all the others.
 * Recorded every second, so that a first mail names what fired just before.
 */
export const criticalAlertsGroup: RuleGroup = {
  name: 'critical alerts',
  intervalSeconds: 1,
  recordings: [
    {
      record: CRITICAL_ALERTS,
      expr: `bottomk by (${service}) (${MOST_OTHERS}, ${since}{severity="critical"} and ignoring (alertstate) ${GENERAL.alerts}{alertstate="firing"})`,
    },
  ],
  alerts: [],
};
