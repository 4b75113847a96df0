import type { VitalsConfig } from '@agent-vitals/config';
import { FAILED, INDICATOR_LABEL, label, metric, recorded } from '../metrics.js';
import type { StatPanel, TimeSeriesPanel } from '../model.js';
import { callRate, chosen, largest, ofItem, ofService, selector } from '../promql.js';
import { indicatorLines, indicatorStat } from './indicator-panels.js';
import { traceLink } from './trace-link.js';

const workflow = label('workflowName');
const errorType = label('errorType');
const { item } = INDICATOR_LABEL;
const ofItems = [ofService, ofItem('workflow')] as const;

/** Of the workflow that fails most, with the colours of vitals.yaml. */
export const worstWorkflow = (config: VitalsConfig): StatPanel =>
  indicatorStat(config, {
    indicator: 'workflows.errorRatio',
    id: 'worst-workflow',
    title: 'Error ratio of the worst workflow',
    description: 'Failed runs over all of the workflow that fails most. Good is 0 %.',
    width: 6,
    matchers: ofItems,
    links: [{ title: 'Runbook', path: '/runbooks/WorkflowErrorRatioHigh' }],
  });

/** What an objective still allows, with the colours of vitals.yaml. */
export const workflowBudget = (config: VitalsConfig): StatPanel =>
  indicatorStat(config, {
    indicator: 'workflows.sloBudget',
    id: 'workflow-budget',
    title: 'SLO budget left, the least',
    description:
      'Part of the failures that the objective of a workflow allows in its window that is left. Good is 100 %; below 0 the objective is missed.',
    width: 6,
    matchers: ofItems,
    links: [{ title: 'Runbook', path: '/runbooks/WorkflowErrorBudgetLow' }],
  });

export const workflowRuns: StatPanel = {
  kind: 'stat',
  id: 'workflow-runs',
  title: 'Workflow runs per minute',
  description:
    'Finished runs of the chosen workflows. Good follows the usual rhythm of the day; 0 while requests arrive means that runs hang.',
  width: 6,
  unit: 'per minute',
  queries: [
    {
      expr: `sum(${selector(recorded('workflows.errorRatio', 'whole1m'), ...ofItems)})`,
      legend: 'runs',
    },
  ],
  links: [{ title: 'Do requests arrive?', dashboard: 'apis' }],
};

export const activeRuns: StatPanel = {
  kind: 'stat',
  id: 'active-runs',
  title: 'Runs in progress',
  description:
    'Runs that have begun and not ended. Good follows the traffic; what only grows hangs or outruns the agents.',
  width: 6,
  unit: 'count',
  queries: [
    { expr: `sum(${selector(recorded('workflows.stalled', 'open'), ...ofItems)})`, legend: 'runs' },
  ],
  links: [{ title: 'Which agent holds them?', dashboard: 'agents', keep: ['service'] }],
};

/** Failed runs by workflow, with the limits of vitals.yaml. */
export const workflowErrorRatio = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'workflows.errorRatio',
    id: 'workflow-error-ratio',
    title: 'Workflow error ratio',
    description:
      'Failed runs over all, by workflow. Good is 0 %; at the upper line an alert fires.',
    width: 12,
    matchers: ofItems,
    links: [{ title: 'Runbook', path: '/runbooks/WorkflowErrorRatioHigh' }],
  });

export const workflowErrors: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'workflow-errors',
  title: 'Failed runs per minute by kind',
  description:
    'By workflow and category of error. Good is nothing: the kind is that of the step that failed first.',
  width: 12,
  unit: 'per minute',
  stacked: true,
  queries: [
    {
      expr: largest(
        `${callRate(metric('invokeWorkflowDuration'), [workflow, errorType], ofService, chosen(workflow, 'workflow'), FAILED)} * 60`,
      ),
      legend: `{{${workflow}}} {{${errorType}}}`,
    },
  ],
  links: [
    { title: 'Which agent fails?', dashboard: 'agents', keep: ['service'] },
    traceLink({ operation: 'invokeWorkflow', failed: true }),
  ],
};

/** The slow end by workflow, with the limits of vitals.yaml. */
export const workflowDuration = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'workflows.durationP95',
    id: 'workflow-duration',
    title: 'Workflow duration, p95',
    description:
      '95 of 100 runs end within this time. Good is flat; the steps beside show which one makes it long.',
    width: 12,
    matchers: ofItems,
    links: [{ title: 'Runbook', path: '/runbooks/WorkflowDurationHigh' }],
  });

/** How long nothing has ended, with the limits of vitals.yaml. */
export const workflowStalled = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'workflows.stalled',
    id: 'workflow-stalled',
    title: 'Time without an end',
    description:
      'Since a run last ended while several are open, once it is two and a half times what one usually takes and 5 s more. Good is 0.',
    width: 12,
    matchers: ofItems,
    links: [{ title: 'Runbook', path: '/runbooks/WorkflowStuck' }],
  });

export const runsByWorkflow: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'open-runs',
  title: 'Runs in progress by workflow',
  description: 'Runs that have begun and not ended. Good is flat and falls again after a peak.',
  width: 12,
  unit: 'count',
  queries: [
    {
      expr: largest(
        `sum by (${item}) (${selector(recorded('workflows.stalled', 'open'), ...ofItems)})`,
      ),
      legend: `{{${item}}}`,
    },
  ],
  links: [{ title: 'Is the machine full?', dashboard: 'resources' }],
};
