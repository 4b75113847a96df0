import { FAILED, SUCCEEDED, label, metric } from '../metrics.js';
import type { TimeSeriesPanel } from '../model.js';
import { callRate, chosen, counterRate, largest, observedRate, ofService, p50 } from '../promql.js';
import { traceLink } from './trace-link.js';

const agent = label('agentName');
const workflow = label('workflowName');
const ofWorkflow = [ofService, chosen(workflow, 'workflow')] as const;
const runs = callRate(metric('invokeWorkflowDuration'), [], ...ofWorkflow);

export const workflowDurationTypical: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'workflow-duration-typical',
  title: 'Workflow duration, p50',
  description:
    'Half of the runs end within this time; a diamond on it is one run and opens its trace. Good is flat and far below the p95.',
  width: 12,
  unit: 'seconds',
  queries: [
    {
      expr: largest(p50(metric('invokeWorkflowDuration'), [workflow], ...ofWorkflow)),
      legend: `{{${workflow}}}`,
      exemplars: true,
    },
  ],
  links: [
    { title: 'Which agent is slow?', dashboard: 'agents', keep: ['service'] },
    traceLink({ operation: 'invokeWorkflow' }),
  ],
};

export const timeInSteps: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'time-in-steps',
  title: 'Time of each step in a run',
  description:
    'Mean time that a run spends in each agent; steps side by side add up to more than the run takes. Good keeps its proportions: the step that grows is the one to look at.',
  width: 12,
  unit: 'seconds',
  stacked: true,
  queries: [
    {
      expr: largest(
        `${observedRate(metric('invokeAgentDuration'), [agent], ...ofWorkflow)} / on () group_left () (${runs} > 0)`,
      ),
      legend: `{{${agent}}}`,
    },
  ],
  links: [{ title: 'How is that agent?', dashboard: 'agents', keep: ['service'] }],
};

export const stepsInRun: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'steps-in-run',
  title: 'Invocations of each step in a run',
  description:
    'How often a run calls each agent. Good is about 1; more means that work is sent back, or that steps are repeated.',
  width: 12,
  unit: 'number',
  queries: [
    {
      expr: largest(
        `${callRate(metric('invokeAgentDuration'), [agent], ...ofWorkflow)} / on () group_left () (${runs} > 0)`,
      ),
      legend: `{{${agent}}}`,
    },
  ],
  links: [{ title: 'Did a prompt change?', dashboard: 'prompts', keep: ['service'] }],
};

export const stepErrors: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'step-errors',
  title: 'Failed steps per minute',
  description:
    'Failed invocations of each agent within the chosen workflows. Good is nothing; the step that fails alone is the cause, what stands behind it follows.',
  width: 12,
  unit: 'per minute',
  stacked: true,
  queries: [
    {
      expr: largest(
        `${callRate(metric('invokeAgentDuration'), [agent], ...ofWorkflow, FAILED)} * 60`,
      ),
      legend: `{{${agent}}}`,
    },
  ],
  links: [{ title: 'How does it fail?', dashboard: 'agents', keep: ['service'] }],
};

export const costOfRun: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'cost-of-run',
  title: 'Cost of a successful run',
  description:
    'What all runs cost over those that succeeded, by workflow. Good is flat; it rises with failures as well as with dearer calls.',
  width: 12,
  unit: 'USD',
  queries: [
    {
      expr: largest(
        `${counterRate(metric('llmCost'), [workflow], ...ofWorkflow)} / (${callRate(metric('invokeWorkflowDuration'), [workflow], ...ofWorkflow, SUCCEEDED)} > 0)`,
      ),
      legend: `{{${workflow}}}`,
    },
  ],
  links: [{ title: 'Who spends it?', dashboard: 'llm-usage', keep: ['service'] }],
};
