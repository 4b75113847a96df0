import { INDICATORS, type VitalsConfig } from '@agent-vitals/config';
import { GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import {
  ATTR,
  METRIC,
  prometheusLabel,
  prometheusName,
} from '@agent-vitals/instrumentation/semconv';
import { FAILED, SUCCEEDED } from './failures.js';
import type { Measurements } from './measurement.js';
import { ALMOST_NONE, againstOwnPast } from './own-past.js';
import { p95 } from './percentile.js';
import { ratio } from './ratio.js';
import { throughput } from './throughput.js';
import { sloBudget } from './slo-budget.js';
import { observations, only, quantile, sumOf, type Source } from './source.js';
import { stalled } from './stalled.js';

const WORKFLOW = prometheusLabel(ATTR.workflowName);

const runs: Source = {
  metric: prometheusName(METRIC.invokeWorkflowDuration),
  matchers: [`${WORKFLOW}!=""`],
  item: { labels: [WORKFLOW] },
};
const succeeded = only(runs, SUCCEEDED);

const slowdown = INDICATORS['workflows.slowdown'].series;

/** Workflows, by name. */
export const createWorkflows = ({ slos, alerts }: VitalsConfig): Measurements<'workflows'> => ({
  'workflows.errorRatio': ratio({
    series: INDICATORS['workflows.errorRatio'].series,
    part: only(runs, FAILED),
    whole: runs,
    kind: GENERAL_LABEL.errorType,
  }),
  'workflows.durationP95': p95(runs),
  'workflows.slowdown': againstOwnPast({
    series: slowdown,
    sum: (window) => sumOf(succeeded, window),
    count: (window) => observations(succeeded, window),
    atOnce: { least: (window) => quantile(ALMOST_NONE, succeeded, window) },
  }),
  'workflows.stalled': stalled({
    series: INDICATORS['workflows.stalled'].series,
    open: {
      metric: prometheusName(METRIC.activeRuns),
      matchers: [`${WORKFLOW}!=""`],
      item: { labels: [WORKFLOW] },
    },
    all: runs,
    usual: `${slowdown}:usual`,
    // Runs differ less than their steps do.
    timesUsual: 2.5,
    atLeast: alerts.failures.minimumFailures,
  }),
  'workflows.throughput': throughput(INDICATORS['workflows.throughput'].series, succeeded),
  'workflows.sloBudget': sloBudget({
    series: INDICATORS['workflows.sloBudget'].series,
    slos: slos.filter(({ component }) => component === 'workflows'),
    failed: (window) => observations(only(runs, FAILED), window),
    all: (window) => observations(runs, window),
  }),
});
