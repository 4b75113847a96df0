import type { Component } from '@agent-vitals/config';
import { GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import {
  PROBE_ATTR,
  PROBE_METRIC,
  prometheusLabel,
  prometheusName,
} from '@agent-vitals/instrumentation/semconv';
import { named } from './items.js';
import type { Measurement } from './measurement.js';

/** Who asks, not what is asked: its own requests and statements are no one else's. */
export const NOT_A_PROBE: string = `${GENERAL_LABEL.serviceName}!="health-score"`;

/** Fewer looks are no evidence: the only one in a window may be the one that got lost. */
const ENOUGH_LOOKS = 2;

/** The best look of a window, where there were two: the last may not have arrived yet. */
export const bestOf = (up: string, window: string): string =>
  `(max_over_time(${up}[${window}]) and count_over_time(${up}[${window}]) >= ${ENOUGH_LOOKS})`;

/** Part of the last minute's probes of a component that got the answer that they expect, by probe. */
export const probed = (
  component: Component,
): Measurement & Required<Pick<Measurement, 'bestLook'>> => {
  const up = `${prometheusName(PROBE_METRIC.up)}{${prometheusLabel(PROBE_ATTR.component)}="${component}"}`;
  const item = { labels: [prometheusLabel(PROBE_ATTR.name)] };
  return {
    pace: 'fast',
    expr: `avg by (item) (${named(item, `avg_over_time(${up}[1m])`)})`,
    bestLook: (window) => `max by (item) (${named(item, bestOf(up, window))})`,
  };
};
