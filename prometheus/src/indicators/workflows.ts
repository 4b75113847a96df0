import { INDICATORS, type VitalsConfig } from '@agent-vitals/config';
import { GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import {
  ATTR,
  METRIC,
  prometheusLabel,
  prometheusName,
} from '@agent-vitals/instrumentation/semconv';
import { FAILED, SUCCEEDED } from './failures.js';
import type { Measurement, Measurements } from './measurement.js';
import { againstOwnPast } from './own-past.js';
import { ratio } from './ratio.js';
import { sloBudget } from './slo-budget.js';
import { observations, only, p95, sumOf, type Source } from './source.js';

const WORKFLOW = prometheusLabel(ATTR.workflowName);

const runs: Source = {
  metric: prometheusName(METRIC.invokeWorkflowDuration),
  matchers: [`${WORKFLOW}!=""`],
  item: { labels: [WORKFLOW] },
};
const succeeded = only(runs, SUCCEEDED);

/** Runs in ten minutes below which their number says little. */
const ENOUGH_RUNS = 10;

/** Finished runs over those of the same time on other days. */
function throughput(series: string): Measurement {
  const at = (offset: string): string => observations({ ...succeeded, offset }, '10m');
  const usual = `${series}:usual`;
  const now = observations(succeeded, '10m');
  return {
    pace: 'slow',
    reads: [
      {
        record: usual,
        expr: `(${at('1d')} + ${at('1w')}) / 2\nor ${at('1d')}\nor ${at('1w')}`,
        pace: 'slow',
      },
    ],
    // None at all is 0, not absent: that is what it is there to tell.
    expr: `(${now} or ${usual} * 0) / (${usual} >= ${ENOUGH_RUNS})`,
  };
}

/** Workflows, by name. */
export const createWorkflows = ({ slos }: VitalsConfig): Measurements<'workflows'> => ({
  'workflows.errorRatio': ratio({
    series: INDICATORS['workflows.errorRatio'].series,
    part: only(runs, FAILED),
    whole: runs,
    kind: GENERAL_LABEL.errorType,
  }),
  'workflows.durationP95': { pace: 'fast', expr: p95(runs) },
  'workflows.slowdown': againstOwnPast({
    series: INDICATORS['workflows.slowdown'].series,
    sum: (window) => sumOf(succeeded, window),
    count: (window) => observations(succeeded, window),
  }),
  'workflows.throughput': throughput(INDICATORS['workflows.throughput'].series),
  'workflows.sloBudget': sloBudget({
    series: INDICATORS['workflows.sloBudget'].series,
    slos: slos.filter(({ component }) => component === 'workflows'),
    failed: (window) => observations(only(runs, FAILED), window),
    all: (window) => observations(runs, window),
  }),
});
