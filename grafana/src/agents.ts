import type { VitalsConfig } from '@agent-vitals/config';
import type { Dashboard } from './model.js';
import {
  agentCost,
  agentDuration,
  agentDurationTypical,
  agentTokens,
  invocations,
} from './panels/agent-usage.js';
import {
  agentErrorRatio,
  agentErrors,
  agentTraces,
  invocationsNow,
  openInvocations,
  worstAgent,
} from './panels/agents.js';
import { callsPerInvocation, toolDuration, toolErrorRatio } from './panels/tools.js';
import { agent, agentService } from './variables.js';

/** Which agent is unwell, since when, and by what? Choose several to compare them. */
export const agents = (config: VitalsConfig): Dashboard => ({
  name: 'agents',
  title: 'Agents',
  description:
    'Which agent is unwell, since when, and by what? Choose one, or several to compare them.',
  range: '30m',
  refresh: '10s',
  variables: [agentService, agent],
  rows: [
    { title: 'Now', height: 4, panels: [worstAgent(config), invocationsNow, openInvocations] },
    { title: 'Which fails', height: 8, panels: [agentErrorRatio(config), agentErrors] },
    { title: 'Which is slow', height: 8, panels: [agentDuration(config), agentDurationTypical] },
    {
      title: 'Models and tools',
      height: 8,
      panels: [callsPerInvocation(config), toolErrorRatio(config), toolDuration, agentTraces],
    },
    { title: 'Work and cost', height: 8, panels: [agentCost, agentTokens, invocations] },
  ],
});
