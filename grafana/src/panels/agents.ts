import type { VitalsConfig } from '@agent-vitals/config';
import { label, metric } from '../metrics.js';
import type { StatPanel, TimeSeriesPanel } from '../model.js';
import { callRate, errorRatio, largest, ofAgent, ofService, p95 } from '../promql.js';
import { limits } from '../thresholds.js';

const agent = label('agentName');
/** As the alert counts it: what the caller gave up is no failure of the agent. */
const failed = `${label('errorType')}!~"|cancelled"`;

export const workflowRuns: StatPanel = {
  kind: 'stat',
  id: 'workflow-runs',
  title: 'Workflow runs per minute',
  description:
    'Finished runs of all workflows. Good follows the usual rhythm of the day; 0 while requests arrive means that runs hang.',
  width: 5,
  unit: 'per minute',
  queries: [
    { expr: `${callRate(metric('invokeWorkflowDuration'), [], ofService)} * 60`, legend: 'runs' },
  ],
};

/** Failed invocations by agent, with the limits of vitals.yaml. */
export function agentErrorRatio(thresholds: VitalsConfig['thresholds']): TimeSeriesPanel {
  const duration = metric('invokeAgentDuration');
  return {
    kind: 'time-series',
    id: 'agent-error-ratio',
    title: 'Agent error ratio',
    description:
      'Failed invocations over all, by agent, cancelled ones not counted. Good is 0 %; at the upper line an alert fires. An agent that was not called has no point.',
    width: 12,
    unit: 'ratio',
    queries: [
      {
        expr: largest(
          errorRatio(
            callRate(duration, [agent], ofAgent, failed),
            callRate(duration, [agent], ofAgent),
          ),
        ),
        legend: `{{${agent}}}`,
      },
    ],
    thresholds: limits(thresholds.agents['errorRatio']!),
    links: [{ title: 'Runbook', path: '/runbooks/AgentErrorRatioHigh' }],
  };
}

export const agentDuration: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'agent-duration',
  title: 'Agent duration, p95',
  description:
    '95 of 100 invocations of an agent end within this time. Good is flat; a step up names the agent that slowed down.',
  width: 12,
  unit: 'seconds',
  queries: [
    {
      expr: largest(p95(metric('invokeAgentDuration'), [agent], ofAgent)),
      legend: `{{${agent}}}`,
    },
  ],
};
