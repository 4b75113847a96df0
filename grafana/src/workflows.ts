import type { VitalsConfig } from '@agent-vitals/config';
import type { Dashboard } from './model.js';
import {
  costOfRun,
  criticalPath,
  handoffs,
  stepErrors,
  stepsInRun,
  timeInSteps,
  workflowDurationTypical,
} from './panels/steps.js';
import {
  activeRuns,
  runsByWorkflow,
  workflowBudget,
  workflowDuration,
  workflowErrorRatio,
  workflowErrors,
  workflowRuns,
  workflowStalled,
  worstWorkflow,
} from './panels/workflows.js';
import { agentService, workflow } from './variables.js';

/** Do runs end well and in time, and if not, at which step? */
export const workflows = (config: VitalsConfig): Dashboard => ({
  name: 'workflows',
  title: 'Workflows',
  description: 'Do runs end well and in time, and if not, at which step?',
  range: '30m',
  refresh: '10s',
  variables: [agentService, workflow],
  rows: [
    {
      title: 'Now',
      height: 4,
      panels: [worstWorkflow(config), workflowBudget(config), workflowRuns, activeRuns],
    },
    { title: 'Which fails', height: 7, panels: [workflowErrorRatio(config), workflowErrors] },
    {
      title: 'Which is slow',
      height: 7,
      panels: [workflowDuration(config), workflowDurationTypical],
    },
    {
      title: 'Which step',
      height: 8,
      panels: [criticalPath, timeInSteps, stepErrors, stepsInRun, handoffs, costOfRun],
    },
    {
      title: 'Which hangs',
      height: 7,
      panels: [workflowStalled(config), runsByWorkflow],
    },
  ],
});
