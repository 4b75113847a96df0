import type { Component } from '@agent-vitals/config';
import { GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import {
  CONFIRMED_FAILURES,
  PROBE_ATTR,
  PROBE_METRIC,
  prometheusLabel,
  prometheusName,
  type ProbeMetricKey,
} from '@agent-vitals/instrumentation/semconv';
import { named } from './items.js';
import type { Measurement } from './measurement.js';

const { environment, serviceName } = GENERAL_LABEL;

/** Who asks, not what is asked: its own requests and statements are no one else's. */
export const NOT_A_PROBE: string = `${serviceName}!="health-score"`;

/** A metric of the probes of a component, in the environment of what they ask. */
const ofProbes = (
  metric: ProbeMetricKey,
  component: Component,
  over: (series: string) => string = (series) => series,
): string => {
  const series = `${prometheusName(PROBE_METRIC[metric])}{${prometheusLabel(PROBE_ATTR.component)}="${component}"}`;
  return `label_replace(${over(series)}, "${environment}", "$1", "${prometheusLabel(PROBE_ATTR.environment)}", "(.+)")`;
};

/** Of fewer, as after a start, one that got lost would be an outage. */
const FEWEST = 4;

/** Part of the last minute's probes that got the answer that they expect. */
export const upOf = (component: Component): string =>
  ofProbes('up', component, (series) => {
    const all = `count_over_time(${series}[1m])`;
    return `1 - (${all} - sum_over_time(${series}[1m])) / clamp_min(${all}, ${FEWEST})`;
  });

/** The probes that fail, and not by chance. */
export const failingOf = (component: Component): string =>
  ofProbes('failures', component, (series) => `${series} >= ${CONFIRMED_FAILURES}`);

/** The availability of what the probes of a component ask, by probe. */
export const probed = (component: Component): Measurement => {
  const item = { labels: [prometheusLabel(PROBE_ATTR.name)] };
  const by = `by (${environment}, item)`;
  return {
    pace: 'fast',
    expr: `avg ${by} (${named(item, upOf(component))})`,
    down: `max ${by} (${named(item, failingOf(component))}) * 0`,
  };
};
