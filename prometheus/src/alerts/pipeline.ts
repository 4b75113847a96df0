import { COMPONENTS, type VitalsConfig } from '@agent-vitals/config';
import { GENERAL } from '@agent-vitals/instrumentation/general-semconv';
import { EVALUATED_SINCE } from '../indicators/evaluated-since.js';
import { BY } from '../indicators/items.js';
import type { RuleGroup } from '../rule.js';
import { DASHBOARD_OF, HEALTH_DASHBOARD } from './dashboards.js';
import { toAlert, type Row } from './row.js';
import { RUNNING_OUT } from './running-out.js';

/** What the Collector counts, by signal; each name is a metric of its own. */
const SIGNALS = ['spans', 'metric_points', 'log_records'] as const;

/** By how much counters of the Collector rose in a second, of all signals. */
const ofSignals = (prefix: string, by: string): string =>
  SIGNALS.map(
    (signal) =>
      `label_replace(sum by (${by}) (rate(${prefix}_${signal}_total[2m])), "signal", "${signal}", "", "")`,
  ).join(' or ');

/** Programs that Prometheus looks at itself; without them something is blind. */
const PROGRAMS = [
  ['CollectorDown', 'collector', 'no telemetry arrives'],
  ['LokiDown', 'loki', 'logs cannot be read or stored; the Collector keeps them on disk meanwhile'],
  ['JaegerDown', 'jaeger', 'traces cannot be read or stored; the Collector keeps them meanwhile'],
  ['AlertmanagerDown', 'alertmanager', 'nobody is told of any alert'],
] as const;

const WATCHDOG: Row = {
  name: 'Watchdog',
  expr: 'vector(1)',
  severity: 'none',
  summary: 'Alerts arrive',
  description:
    'This alert always fires. Whoever receives it regularly knows that alerts are evaluated and sent; when it stays away, they are not.',
};

const PIPELINE: readonly Row[] = [
  ...PROGRAMS.map(([name, job, effect]): Row => ({
    name,
    expr: `max by (job) (up{job="${job}"}) == 0`,
    severity: 'critical',
    forSeconds: 15,
    summary: `${job} does not answer Prometheus`,
    description: `${job} has not answered for more than 15 s: ${effect}.`,
  })),
  {
    name: 'CollectorRefusing',
    expr: `(${ofSignals('otelcol_receiver_refused', 'receiver')}) > 0`,
    severity: 'warning',
    forSeconds: 60,
    keepFiringForSeconds: 120,
    summary: 'The Collector refuses {{ $labels.signal }} from {{ $labels.receiver }}',
    description:
      'It refuses {{ $value | printf "%.1f" }} a second, because its memory is used up or a step of its pipeline fails. Senders try again for a while and then lose them.',
  },
  {
    name: 'CollectorDropping',
    expr: `(${ofSignals('otelcol_exporter_send_failed', 'exporter')}\nor ${ofSignals('otelcol_exporter_enqueue_failed', 'exporter')}) > 0`,
    severity: 'critical',
    forSeconds: 60,
    keepFiringForSeconds: 120,
    summary: 'The Collector loses {{ $labels.signal }} for {{ $labels.exporter }}',
    description:
      '{{ $value | printf "%.1f" }} a second are not delivered to {{ $labels.exporter }}, nor kept: it refuses them, or its queue is full.',
  },
  ...(
    [
      ['warning', 0.5],
      ['critical', 0.9],
    ] as const
  ).map(([severity, part]): Row => ({
    name: 'CollectorQueueFilling',
    expr: `max by (exporter, data_type) (otelcol_exporter_queue_size / (otelcol_exporter_queue_capacity > 0)) > ${part}`,
    severity,
    forSeconds: 60,
    keepFiringForSeconds: 120,
    summary:
      'The Collector’s queue for {{ $labels.exporter }} is {{ $value | humanizePercentage }} full',
    value: '{{ $value | humanizePercentage }}',
    threshold: `${severity} above {{ ${part} | humanizePercentage }}`,
    description: `It is ${severity} above {{ ${part} | humanizePercentage }}. What receives from {{ $labels.exporter }} is away or too slow; when the queue is full, telemetry is lost.`,
  })),
  {
    name: 'RuleEvaluationFailing',
    expr: 'sum by (rule_group) (increase(prometheus_rule_evaluation_failures_total[5m])) > 0',
    severity: 'warning',
    forSeconds: 60,
    keepFiringForSeconds: 300,
    summary: 'Rules of {{ $labels.rule_group }} cannot be evaluated',
    description:
      '{{ $value | printf "%.0f" }} evaluations failed in the last 5 min. Alerts and indicators of the group may be missing.',
  },
  {
    name: 'ReloadFailed',
    expr: 'prometheus_config_last_reload_successful == 0 or alertmanager_config_last_reload_successful == 0',
    severity: 'warning',
    forSeconds: 30,
    summary: '{{ $labels.job }} runs with an old configuration',
    description:
      '{{ $labels.job }} rejected the configuration that it was last given, and goes on with the one before.',
  },
  {
    name: 'NotificationsFailing',
    expr: 'sum by (integration) (rate(alertmanager_notifications_failed_total[2m])) > 0',
    severity: 'critical',
    keepFiringForSeconds: 300,
    summary: 'Notifications by {{ $labels.integration }} fail',
    description:
      'Alertmanager could not deliver notifications by {{ $labels.integration }} in the last 2 min. It tries again, but somebody may not know what fires.',
  },
  {
    name: 'AlertDeliveryFailing',
    expr: 'sum by (alertmanager) (rate(prometheus_notifications_errors_total[2m])) > 0',
    severity: 'critical',
    forSeconds: 15,
    summary: 'Prometheus cannot hand alerts to Alertmanager',
    description:
      'Alerts for {{ $labels.alertmanager }} failed to be delivered in the last 2 min. Prometheus tries again with every evaluation.',
  },
];

const SCORE = 'agent_vitals_health_score';
/** The environments whose score was known in a window. */
const scoreKnown = (window: string): string =>
  `max by (agent_vitals_environment) (present_over_time(${SCORE}[${window}]))`;

/** Critical alerts that fire, or did so lately: somebody was told of what they are about. */
const toldOf = (matchers: string, lately: string): string =>
  `max_over_time(${GENERAL.alerts}{${matchers}, severity="critical", alertstate="firing"}[${lately}])`;

/**
 * The score falls with a component and rises after it. Whoever was told of the component need not
 * be told of their sum, least of all when the fault is over.
 */
const UNLESS_TOLD = `unless on () ${toldOf(`component=~"${COMPONENTS.join('|')}"`, '5m')}`;

const scoreAlerts = ({ health: { lines } }: VitalsConfig): readonly Row[] => [
  ...(
    [
      ['warning', lines.warning, 120],
      ['critical', lines.critical, 10],
    ] as const
  ).map(([severity, line, forSeconds]): Row => ({
    name: 'HealthScoreLow',
    component: 'system',
    dashboard: HEALTH_DASHBOARD,
    expr: `min by (agent_vitals_environment) (${SCORE}) < ${line}\n${UNLESS_TOLD}`,
    severity,
    forSeconds,
    keepFiringForSeconds: 60,
    summary: 'The system’s health is {{ $value | printf "%.0f" }} of 100',
    value: '{{ $value | printf "%.0f" }}',
    threshold: `${severity} below ${line}`,
    description: `It is ${severity} below ${line}. The page Health says which components lower it, and why.`,
  })),
  {
    name: 'HealthScoreFalling',
    component: 'system',
    dashboard: HEALTH_DASHBOARD,
    // The mean of an hour makes it wait; a `for` on top would add to that.
    expr: `(avg_over_time(${SCORE}[1h] offset 15m) - avg_over_time(${SCORE}[5m])) > 15\nand count_over_time(${SCORE}[1h] offset 15m) > 180\n${UNLESS_TOLD}`,
    severity: 'warning',
    keepFiringForSeconds: 600,
    summary: 'The system’s health fell by {{ $value | printf "%.0f" }} points',
    value: '{{ $value | printf "%.0f" }} points',
    threshold: 'warning above 15 points',
    description:
      'The health score of the last 5 min is {{ $value | printf "%.0f" }} points below that of the hour before; 15 are tolerated.',
  },
  {
    name: 'HealthScoreMissing',
    component: 'system',
    dashboard: HEALTH_DASHBOARD,
    // Whichever process says it: one that has started anew has another name.
    expr: `${scoreKnown('1h')} unless ${scoreKnown('90s')}\nand on () time() - ${EVALUATED_SINCE} > 90`,
    severity: 'warning',
    keepFiringForSeconds: 120,
    summary: 'The system’s health is not known',
    description:
      'There has been no health score for 90 s: its service is down, or too little is known to judge.',
  },
];

/** A month's budget is used up in two days at 14.4, and in five at 6 (Google's SRE workbook, chapter 5). */
const BURN_RATES = [
  { severity: 'critical', rate: 14.4, long: '1h', short: '5m' },
  { severity: 'warning', rate: 6, long: '6h', short: '30m' },
] as const;

/** Fewer failures than this in the long window may be chance. */
const ENOUGH_FAILURES = 5;

/**
 * An outage that is over still burns in both windows for a while: whoever was told of it need not
 * be told of that as well.
 */
const toldOfOutage = (component: string): string =>
  toldOf(`component="${component}", indicator="errorRatio"`, '15m');

const burnAlerts = ({ slos }: VitalsConfig): readonly Row[] =>
  slos.flatMap(({ component, item, objective }) => {
    const count = (of: 'failed1m' | 'all1m', window: string): string =>
      `sum_over_time(vitals:${component}_slo_budget:${of}{item=${JSON.stringify(item)}}[${window}])`;
    const ratio = (window: string): string =>
      `${count('failed1m', window)} / (${count('all1m', window)} > 0)`;
    const allowed = Number((1 - objective).toPrecision(6));
    return BURN_RATES.map(({ severity, rate, long, short }): Row => {
      const most = Number(Math.min(rate * allowed, 0.99).toPrecision(6));
      return {
        name: 'ErrorBudgetBurning',
        component,
        expr: `${ratio(long)} > ${most}\nand ${ratio(short)} > ${most}\nand ${count('failed1m', long)} >= ${ENOUGH_FAILURES}\nunless on (${BY.join(', ')}) ${toldOfOutage(component)}`,
        severity,
        keepFiringForSeconds: 300,
        summary:
          '{{ $labels.item }} fails in {{ $value | humanizePercentage }}, which burns its error budget',
        value: '{{ $value | humanizePercentage }}',
        threshold: `${severity} above {{ ${most} | humanizePercentage }}`,
        dashboard: DASHBOARD_OF[component],
        description: `In the last ${long} {{ $value | humanizePercentage }} failed, and as many in the last ${short}; the objective allows {{ ${allowed} | humanizePercentage }}. It is ${severity} above {{ ${most} | humanizePercentage }}.`,
      };
    });
  });

/** Alerts about the monitoring itself, the score, what runs out, and objectives. */
export const createPipelineAlerts = (config: VitalsConfig): readonly RuleGroup[] => [
  {
    name: 'pipeline',
    intervalSeconds: 5,
    recordings: [],
    alerts: [WATCHDOG, ...PIPELINE, ...scoreAlerts(config), ...RUNNING_OUT].map((row) =>
      toAlert(row),
    ),
  },
  {
    name: 'error budgets',
    intervalSeconds: 30,
    recordings: [],
    alerts: burnAlerts(config).map((row) => toAlert(row)),
  },
];
