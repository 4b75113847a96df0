import type { VitalsConfig } from '@agent-vitals/config';
import { GENERAL, GENERAL_LABEL, label, metric } from './metrics.js';
import type { Dashboard } from './model.js';
import { agentDuration, agentErrorRatio, workflowRuns } from './panels/agents.js';
import { alertsFiring, alertTable } from './panels/alerts.js';
import { latestLogs, workflowTraces } from './panels/evidence.js';
import { cost, llmCalls, llmLatency, tokens } from './panels/llm.js';
import { eventLoop, host } from './panels/resources.js';
import { apiDuration, apiErrorRatio, databaseDuration } from './panels/services.js';

/** Is the whole system well, and if not, which part is not? */
export function systemOverview({ thresholds }: VitalsConfig): Dashboard {
  return {
    name: 'system-overview',
    title: 'System overview',
    description: 'Is the whole system well, and if not, which part is not?',
    range: '15m',
    refresh: '10s',
    variables: [
      {
        name: 'service',
        title: 'Service',
        label: GENERAL_LABEL.serviceName,
        series: `{__name__=~"${metric('inferenceDuration')}|${GENERAL.httpServerDuration}"}`,
        all: '.+',
      },
      {
        name: 'agent',
        title: 'Agent',
        label: label('agentName'),
        series: metric('invokeAgentDuration'),
        // Calls to models outside of any agent are shown as well.
        all: '.*',
      },
    ],
    rows: [
      {
        title: 'Now',
        height: 5,
        panels: [alertsFiring, workflowRuns, apiErrorRatio(thresholds), alertTable],
      },
      { title: 'Agents', height: 8, panels: [agentErrorRatio(thresholds), agentDuration] },
      { title: 'Models', height: 8, panels: [llmCalls, llmLatency] },
      { title: 'Cost', height: 8, panels: [cost, tokens] },
      { title: 'Services', height: 7, panels: [apiDuration, databaseDuration(thresholds)] },
      { title: 'Resources', height: 7, panels: [host(thresholds), eventLoop(thresholds)] },
      { title: 'Evidence', height: 12, panels: [workflowTraces, latestLogs] },
    ],
  };
}
