import {
  INDICATORS,
  timesOf,
  type Component,
  type Indicator,
  type IndicatorKey,
  type Severity,
  type VitalsConfig,
} from '@agent-vitals/config';
import { measure, measuredKeys } from '../indicator-rules.js';
import { BY } from '../indicators/items.js';
import type { Measurement } from '../indicators/measurement.js';
import type { Recording } from '../recording.js';
import type { Alert, RuleGroup } from '../rule.js';
import { dashboardOf } from './dashboards.js';
import { evidenceOfFailures } from './failures-now.js';
import { createLately, type Lately } from './lately.js';
import { createNow, type Now } from './now.js';
import { beyondThreshold, thresholdText } from './threshold.js';
import { withUnit } from './units.js';
import { SUBJECT, WORDING } from './wording.js';

/** Every 5 s: what is critical must reach someone within 30 s. A warning may take minutes. */
const INTERVAL_SECONDS: Readonly<Record<Severity, number>> = { critical: 5, warning: 30 };

/** An indicator that is measured, and what is so at this moment, or was for some time. */
interface Watched {
  readonly key: IndicatorKey;
  readonly indicator: Indicator;
  readonly measurement: Measurement;
  readonly now: Now | undefined;
  readonly lately: Lately | undefined;
}

/** A warning and a critical alert about every indicator of a component, by the thresholds of vitals.yaml. */
export function createIndicatorAlerts(
  config: VitalsConfig,
  component: Component,
): readonly RuleGroup[] {
  const measurements = measure(config);
  const watched = measuredKeys(config, component).map((key): Watched => {
    const [indicator, measurement] = [INDICATORS[key], measurements[key]!];
    const { forSeconds } = timesOf(config.alerts.times, key).warning;
    return {
      key,
      indicator,
      measurement,
      now: createNow(indicator, measurement, config),
      lately: createLately(indicator, measurement, forSeconds),
    };
  });
  const group = (severity: Severity, recordings: readonly Recording[]): RuleGroup => ({
    name: `${component} ${severity}`,
    intervalSeconds: INTERVAL_SECONDS[severity],
    recordings,
    alerts: watched.map((each) => toAlert(each, severity, config)),
  });
  return [
    group(
      'critical',
      watched.flatMap(({ now }) => now?.recordings ?? []),
    ),
    group(
      'warning',
      watched.flatMap(({ lately }) => lately?.recording ?? []),
    ),
  ];
}

/** What is so at this moment, and no chance. */
function criticalExpr({ indicator, now }: Watched, config: VitalsConfig): string {
  const beyond = beyondThreshold(config, indicator, 'critical', now?.series);
  return now?.needs === undefined ? beyond : `(${beyond})\nand on (${BY.join(', ')}) ${now.needs}`;
}

/** The indicator, which one failure of few calls can move. */
function warningExpr(
  { indicator, measurement, now, lately }: Watched,
  config: VitalsConfig,
): string {
  const beyond = beyondThreshold(config, indicator, 'warning', lately?.recording.record);
  if (measurement.failures === undefined) return beyond;
  const enough = evidenceOfFailures(indicator.series, config.alerts.failures);
  const rarely = beyondThreshold(config, indicator, 'warning', now?.rarely);
  return `(${beyond})\nand on (${BY.join(', ')}) ${enough}\nor on (${BY.join(', ')}) ${rarely}`;
}

function toAlert(watched: Watched, severity: Severity, config: VitalsConfig): Alert {
  const { key, indicator, now } = watched;
  const times = timesOf(config.alerts.times, key)[severity];
  const { forSeconds } = (severity === 'warning' && watched.lately) || times;
  const { name, says } = WORDING[key];
  const { component, unit, description } = indicator;
  const value = withUnit(unit, '$value');
  const bound = indicator.thresholds.worst > indicator.thresholds.good ? 'above' : 'below';
  const threshold = `${severity} ${bound} ${thresholdText(config, indicator, severity)}`;
  return {
    name,
    expr: (severity === 'critical' ? criticalExpr : warningExpr)(watched, config),
    severity,
    component,
    forSeconds,
    keepFiringForSeconds: times.keepFiringSeconds,
    summary: `${SUBJECT[component]} ${says.replace('VALUE', () => value).replace('KIND', () => now?.kind ?? '')}`,
    description:
      `${indicator.title}: ${value}; it is ${threshold}.` +
      `${(severity === 'critical' && now?.evidence) || ''} ${description}`,
    value,
    threshold,
    dashboard: dashboardOf(key),
  };
}
