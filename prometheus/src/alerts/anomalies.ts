import { GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import { METRIC, prometheusName } from '@agent-vitals/instrumentation/semconv';
import { FAILED, SUCCEEDED } from '../indicators/failures.js';
import { increase, observations, only, sumOf, type Source } from '../indicators/source.js';
import type { Recording } from '../recording.js';
import type { Alert, RuleGroup } from '../rule.js';

/** Something about a service that has a rhythm of its own. */
interface Anomaly {
  readonly name: string;
  readonly component: string;
  /** What is measured, over ten minutes: one sample for each service. */
  readonly expr: string;
  /** What may differ in any case, in the unit of the value. */
  readonly floor: number;
  /** Whether less than usual is unusual too. */
  readonly both: boolean;
  readonly what: string;
  /** A template that writes a value; `$` stands for it. */
  readonly format: string;
}

const WINDOW = '10m';
const ofService = (metric: string): Source => ({
  metric,
  item: { labels: [GENERAL_LABEL.serviceName] },
});
const invocations = ofService(prometheusName(METRIC.invokeAgentDuration));
const succeeded = only(invocations, SUCCEEDED);

const ANOMALIES: Readonly<Record<string, Anomaly>> = {
  'vitals:anomaly_traffic': {
    name: 'TrafficUnusual',
    component: 'agents',
    expr: `${observations(invocations, WINDOW)} / 10`,
    floor: 2,
    both: true,
    what: 'invocations of agents a minute',
    format: '{{ $ | printf "%.1f" }}',
  },
  'vitals:anomaly_latency': {
    name: 'LatencyUnusual',
    component: 'agents',
    expr: `${sumOf(succeeded, WINDOW)} / (${observations(succeeded, WINDOW)} >= 20)`,
    floor: 0.5,
    both: false,
    what: 'mean duration of its agents',
    format: '{{ $ | humanizeDuration }}',
  },
  'vitals:anomaly_errors': {
    name: 'ErrorsUnusual',
    component: 'agents',
    // Fewer than three failures may be chance.
    expr: `(${observations(only(invocations, FAILED), WINDOW)} >= 3 or ${observations(invocations, WINDOW)} * 0) / (${observations(invocations, WINDOW)} >= 20)`,
    floor: 0.02,
    both: false,
    what: 'error ratio of its agents',
    format: '{{ $ | humanizePercentage }}',
  },
  'vitals:anomaly_cost': {
    name: 'CostUnusual',
    component: 'cost',
    expr: `${increase(ofService(prometheusName(METRIC.llmCost)), WINDOW)} * 6`,
    floor: 1,
    both: false,
    what: 'cost of an hour in US dollars',
    format: '{{ $ | printf "%.2f" }}',
  },
};

/** The hour around this time of day, on the same weekday before: weekends differ from workdays. */
const WEEKS = ['167h30m', '335h30m', '503h30m', '671h30m'];

/** Weeks that make a rhythm. */
const ENOUGH_WEEKS = 2;

/** Less is a burst. */
const LASTS_SECONDS = 1200;

/** So many standard deviations, or half of what is usual, may pass for chance. */
const DEVIATIONS = 3;
const PART = 0.5;

function inThePast(aggregate: 'avg' | 'stddev', series: string): string {
  const past = WEEKS.map(
    (offset) =>
      `label_replace(avg_over_time(${series}[1h] offset ${offset}), "past", "${offset}", "", "")`,
  ).join(' or ');
  return `${aggregate} without (past) (${past}) and count without (past) (${past}) >= ${ENOUGH_WEEKS}`;
}

const recordingsOf = ([series, { expr, floor }]: [string, Anomaly]): readonly Recording[] => [
  { record: series, expr },
  { record: `${series}:usual`, expr: inThePast('avg', series) },
  { record: `${series}:spread`, expr: inThePast('stddev', series) },
  {
    record: `${series}:tolerance`,
    expr: `(${series}:spread * ${DEVIATIONS} > ${series}:usual * ${PART} or ${series}:usual * ${PART}) + ${floor}`,
  },
];

function toAlert([series, { name, component, both, what, format }]: [string, Anomaly]): Alert {
  const difference = `${series} - ${series}:usual`;
  const value = format.replace('$', '$value');
  const usual = `{{ with printf "${series}:usual{service_name=%q}" $labels.service_name | query }}{{ with . | first | value }}${format.replace('$', '.')}{{ end }}{{ end }}`;
  return {
    name,
    component,
    expr: `${series} and (${both ? `abs(${difference})` : difference}) > ${series}:tolerance`,
    severity: 'warning',
    forSeconds: LASTS_SECONDS,
    keepFiringForSeconds: 600,
    summary: `${name.replace('Unusual', '')} of {{ $labels.service_name }} is unusual for this time: ${value}`,
    description: `The ${what} of {{ $labels.service_name }} is ${value}; at this time of the same weekdays it was ${usual}.`,
    value,
    threshold: `usually ${usual} at this time`,
    dashboard: { name: 'system-overview', variables: { service: 'service_name' } },
  };
}

/** Warnings about what is unlike its own past at this time; silent until enough of that is known. */
export const anomalyGroup: RuleGroup = {
  name: 'anomalies',
  intervalSeconds: 60,
  recordings: Object.entries(ANOMALIES).flatMap((each) => recordingsOf(each)),
  alerts: Object.entries(ANOMALIES).map((each) => toAlert(each)),
};
