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

const secondsOfRuns = observedRate(metric('invokeWorkflowDuration'), [], ...ofWorkflow);

export const criticalPath: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'critical-path',
  title: 'Share of a run by step',
  description:
    'The time that runs spend in each agent, over the time that they take: the step with the largest share sets how long a run is, and is where time can be won. It is made of means, so of steps side by side each counts in full; the trace of a run shows which waits for which. Good is no step that outgrows the others.',
  width: 12,
  unit: 'ratio',
  queries: [
    {
      expr: largest(
        `${observedRate(metric('invokeAgentDuration'), [agent], ...ofWorkflow)} / on () group_left () (${secondsOfRuns} > 0)`,
      ),
      legend: `{{${agent}}}`,
    },
  ],
  links: [{ title: 'Why is that agent slow?', dashboard: 'agents', keep: ['service'] }],
};

const invocationsOf = (measure: typeof callRate): string =>
  measure(metric('invokeAgentDuration'), [workflow], ...ofWorkflow);
const runsOf = (measure: typeof callRate): string =>
  `(${measure(metric('invokeWorkflowDuration'), [workflow], ...ofWorkflow)} > 0)`;

export const handoffs: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'handoffs',
  title: 'Handoffs in a run, and agents at once',
  description:
    'How often the work of a run passes on to another invocation of an agent, and how many agents are at work at once on the mean of its time. Good is flat: more handoffs mean that work is sent back; below 1 at once, runs wait for something that is no agent.',
  width: 12,
  unit: 'number',
  queries: [
    {
      expr: largest(`clamp_min(${invocationsOf(callRate)} / ${runsOf(callRate)} - 1, 0)`),
      legend: `{{${workflow}}} handoffs`,
    },
    {
      expr: largest(`${invocationsOf(observedRate)} / ${runsOf(observedRate)}`),
      legend: `{{${workflow}}} at once`,
    },
  ],
  links: [{ title: 'Who calls whom?', dashboard: 'system-overview', keep: ['service'] }],
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
