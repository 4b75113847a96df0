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

/** Who asks, not what is asked: its own requests and statements are no one else's. */
export const NOT_A_PROBE: string = `${GENERAL_LABEL.serviceName}!="health-score"`;

/** A metric of the probes of a component. */
export const ofProbes = (metric: ProbeMetricKey, component: Component): string =>
  `${prometheusName(PROBE_METRIC[metric])}{${prometheusLabel(PROBE_ATTR.component)}="${component}"}`;

/** Part of the last minute's probes of a component that got the answer that they expect, by probe. */
export const probed = (component: Component): Measurement => {
  const item = { labels: [prometheusLabel(PROBE_ATTR.name)] };
  return {
    pace: 'fast',
    expr: `avg by (item) (${named(item, `avg_over_time(${ofProbes('up', component)}[1m])`)})`,
    down: `max by (item) (${named(item, `${ofProbes('failures', component)} >= ${CONFIRMED_FAILURES}`)}) * 0`,
  };
};
