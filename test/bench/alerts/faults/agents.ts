import { AGENTS } from '../catalogue.js';
import { depths, type FaultKind } from './fault-kind.js';

const agents = AGENTS.map(({ name }) => name);

/** Faults of agents and workflows. */
export const agentFaults: readonly FaultKind[] = [
  {
    name: 'agent fails',
    component: 'agents',
    items: agents,
    depths: depths('agentErrors', [0.1, 0.15], [0.25, 0.5, 1]),
    alerts: ['AgentErrorRatioHigh'],
    also: ['ErrorsUnusual'],
  },
  {
    name: 'agent slow',
    component: 'agents',
    items: agents,
    depths: depths('agentSlow', [3], [5, 8]),
    alerts: ['AgentSlowerThanUsual', 'AgentDurationHigh'],
    // For some time none ends.
    also: ['AgentStalled', 'LatencyUnusual'],
  },
  {
    name: 'agent loops',
    component: 'agents',
    items: agents,
    depths: depths('agentLoop', [13], [20, 30]),
    alerts: ['AgentLooping'],
    also: [
      'AgentStalled',
      'AgentSlowerThanUsual',
      'AgentDurationHigh',
      'LatencyUnusual',
      'CostUnusual',
      'HourlyBudgetExceeded',
    ],
  },
  {
    name: 'tools fail',
    component: 'agents',
    items: agents,
    depths: depths('toolErrors', [0.25], [0.5, 0.8, 1]),
    alerts: ['AgentToolErrorRatioHigh'],
    also: ['AgentErrorRatioHigh', 'ErrorsUnusual'],
  },
  {
    name: 'agent stalls',
    component: 'agents',
    items: agents,
    depths: depths('agentStalls', [], [1]),
    alerts: ['WorkflowErrorRatioHigh', 'ApiErrorRatioHigh', 'AgentSilent', 'AgentStalled'],
    also: ['AgentDurationHigh', 'LatencyUnusual'],
    minutes: 10,
  },
  {
    name: 'traffic is unusual',
    component: 'agents',
    depths: depths('arrivals', [3, 5]),
    alerts: ['TrafficUnusual'],
    also: ['CostUnusual', 'HourlyBudgetExceeded'],
    minutes: 60,
    profiles: ['busy', 'team'],
    pastDays: 3,
  },
  {
    name: 'workflow fails',
    component: 'workflows',
    depths: depths('workflowErrors', [0.12], [0.3, 0.6, 1]),
    alerts: ['WorkflowErrorRatioHigh'],
    also: ['ApiErrorRatioHigh', 'ApiErrorBudgetLow'],
  },
  {
    name: 'workflow slow',
    component: 'workflows',
    depths: depths('workflowSlow', [3.5], [6]),
    alerts: ['WorkflowSlowerThanUsual', 'WorkflowDurationHigh'],
    also: ['WorkflowStuck', 'ApiSlowerThanUsual', 'ApiDurationHigh'],
  },
  {
    name: 'workflow stuck',
    component: 'workflows',
    depths: depths('workflowStuck', [], [1]),
    alerts: ['WorkflowStuck'],
    also: ['WorkflowSlowerThanUsual', 'WorkflowDurationHigh'],
    minutes: 12,
  },
  {
    name: 'runs stay away',
    component: 'workflows',
    depths: depths('arrivals', [0.2], [0]),
    alerts: ['WorkflowThroughputLow', 'TrafficUnusual'],
    also: ['AgentThroughputLow', 'AgentSilent'],
    minutes: 60,
    profiles: ['busy'],
    pastDays: 1,
  },
];
