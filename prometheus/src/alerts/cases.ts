import {
  INDICATORS,
  timesOf,
  type Component,
  type Indicator,
  type IndicatorKey,
  type Severity,
  type VitalsConfig,
} from '@agent-vitals/config';
import { stringify } from 'yaml';
import { measure, measuredKeys } from '../indicator-rules.js';
import { fileNameOf } from './file-name.js';
import { MOST } from './steady.js';
import { WORDING } from './wording.js';

const HEADER = `# Generated from vitals.yaml by \`npm run generate\`; edit prometheus/src/alerts/cases.ts instead.
# promtool test rules prometheus/tests/*.yml
# Each alert about an indicator: it waits as long as its \`for\` says, fires, keeps firing through a
# dip, resolves; and it stays silent where the value is well or between the lines.
`;

const STEP_SECONDS = 10;
const MOST_KEPT_SECONDS = 900;
const SERVICE = 'shop';
const ITEM = 'thing';

/** One indicator and its value over time, and when its alert fires. */
interface Course {
  readonly key: IndicatorKey;
  readonly indicator: Indicator;
  readonly name: string;
  readonly fires: number;
  readonly ends: number;
  /** Until then it must be silent. */
  readonly silentSeconds: number;
  readonly keepFiringSeconds: number;
}

/** promtool cases of the alerts about a component's indicators, for the thresholds and times of vitals.yaml. */
export function renderIndicatorCases(config: VitalsConfig, component: Component): string {
  const keys = measuredKeys(config, component);
  const file = {
    rule_files: [`../rules/${fileNameOf(component)}`],
    evaluation_interval: '5s',
    tests: [
      firing(config, component, keys, 'warning'),
      firing(config, component, keys, 'critical'),
      silent(config, component, keys),
    ],
  };
  return (
    HEADER + stringify(file, { lineWidth: 0, singleQuote: true, aliasDuplicateObjects: false })
  );
}

function firing(
  config: VitalsConfig,
  component: Component,
  keys: readonly IndicatorKey[],
  severity: Severity,
): object {
  const courses = keys.map((key) => courseOf(config, key, severity));
  return {
    name: `${component}: every ${severity} alert waits, fires, keeps firing and resolves`,
    interval: `${STEP_SECONDS}s`,
    input_series: courses.flatMap((course) => {
      const values = `${beyond(config, course.key, severity)}x${course.ends / STEP_SECONDS} ${well(config, course.key)}x${steps(Math.min(course.keepFiringSeconds, MOST_KEPT_SECONDS) + 150)}`;
      return inputsOf(config, course.key, values);
    }),
    promql_expr_test: courses.flatMap((course) => evaluations(course, component, severity)),
  };
}

function evaluations(
  { name, indicator, fires, ends, silentSeconds, keepFiringSeconds }: Course,
  component: Component,
  severity: Severity,
): readonly object[] {
  const expr = `ALERTS{alertname="${name}", severity="${severity}", alertstate="firing"}`;
  const sample = {
    labels: `ALERTS{alertname="${name}", alertstate="firing", component="${component}", indicator="${indicator.name}", item="${ITEM}", service_name="${SERVICE}", severity="${severity}"}`,
    value: 1,
  };
  const at = (seconds: number, ...samples: object[]): object => ({
    expr,
    eval_time: `${seconds}s`,
    exp_samples: samples,
  });
  return [
    ...(silentSeconds >= STEP_SECONDS ? [at(silentSeconds)] : []),
    at(fires, sample),
    // Some time after the last value beyond the line, but before it was back long enough.
    at(
      ends + Math.max(5, Math.floor(Math.min(keepFiringSeconds, MOST_KEPT_SECONDS) / 2 / 5) * 5),
      sample,
    ),
    // Prometheus is trusted with what would take hours to see.
    ...(keepFiringSeconds <= MOST_KEPT_SECONDS ? [at(ends + keepFiringSeconds + 120)] : []),
  ];
}

/** A value between the good one and the warning is no alert, one between the lines no critical one. */
function silent(config: VitalsConfig, component: Component, keys: readonly IndicatorKey[]): object {
  const seconds = 1200;
  const between = keys.flatMap((key) => {
    const { warning, critical } = thresholdsOf(config, key);
    return inputsOf(config, key, `${round((warning + critical) / 2)}x${steps(seconds)}`, 'between');
  });
  const fine = keys.flatMap((key) =>
    inputsOf(config, key, `${well(config, key)}x${steps(seconds)}`, 'well'),
  );
  const none = (selector: string, at: number): object => ({
    expr: `ALERTS{component="${component}", ${selector}}`,
    eval_time: `${at}s`,
    exp_samples: [],
  });
  return {
    name: `${component}: nothing fires about what is well, and nothing critical between the lines`,
    interval: `${STEP_SECONDS}s`,
    input_series: [...fine, ...between],
    promql_expr_test: [60, seconds].flatMap((at) => [
      none('item="well"', at),
      none('item="between", severity="critical"', at),
    ]),
  };
}

function courseOf(config: VitalsConfig, key: IndicatorKey, severity: Severity): Course {
  const times = timesOf(config.alerts.times, key)[severity];
  const steady = severity === 'warning' && measure(config)[key]?.noisy;
  const fires = steps(times.forSeconds + 60) * STEP_SECONDS;
  return {
    key,
    indicator: INDICATORS[key],
    name: WORDING[key].name,
    fires,
    ends: fires + 120,
    silentSeconds: (steady ? MOST * times.forSeconds - 2 * STEP_SECONDS : times.forSeconds) - 5,
    keepFiringSeconds: times.keepFiringSeconds,
  };
}

/** The recorded indicator; for a ratio of failures also how many there were. */
function inputsOf(
  config: VitalsConfig,
  key: IndicatorKey,
  values: string,
  item: string = ITEM,
): readonly object[] {
  const { component, name, series } = INDICATORS[key];
  const labels = `service_name="${SERVICE}", item="${item}"`;
  const { failures, now, lately, observed } = measure(config)[key] ?? {};
  const recorded = [
    series,
    ...(now === undefined ? [] : [`${series}:now`]),
    ...(lately === undefined ? [] : [`${series}:lately`]),
  ].map((each) => ({
    series: `${each}{component="${component}", indicator="${name}", ${labels}}`,
    values,
  }));
  const counts = [
    ...(failures === undefined ? [] : ['part5m', 'counted5m', 'whole5m', 'now_all_in_two_hours']),
    ...(observed === undefined ? [] : ['now_above']),
  ].map((count) => ({ series: `${series}:${count}{${labels}}`, values: '10x1000' }));
  return [...recorded, ...counts];
}

const steps = (seconds: number): number => Math.ceil(seconds / STEP_SECONDS);

const thresholdsOf = (config: VitalsConfig, key: IndicatorKey) => {
  const { component, name } = INDICATORS[key];
  return config.thresholds[component][name]!;
};

/** A little worse than the line. */
const beyond = (config: VitalsConfig, key: IndicatorKey, severity: Severity): number => {
  const judgement = thresholdsOf(config, key);
  const next = severity === 'warning' ? judgement.critical : judgement.worst;
  return round(judgement[severity] + (next - judgement[severity]) / 10);
};

/** Half way between the good value and the warning. */
const well = (config: VitalsConfig, key: IndicatorKey): number => {
  const { good, warning } = thresholdsOf(config, key);
  return round((good + warning) / 2);
};

const round = (value: number): number => Number(value.toPrecision(6));
