import { ATTR, OPERATION } from '@agent-vitals/instrumentation/semconv';
import { GENERAL_LABEL } from '../metrics.js';
import type { LogsPanel, TracesPanel } from '../model.js';

const runs = { [ATTR.operationName]: OPERATION.invokeWorkflow };

export const workflowTraces: TracesPanel = {
  kind: 'traces',
  id: 'workflow-traces',
  title: 'Workflow runs, latest and latest failed',
  description:
    'Traces of workflow runs; a click opens the waterfall. Good has no red: a failed run shows the spans with errors.',
  width: 13,
  service: '$service',
  searches: [runs, { ...runs, error: 'true' }],
  limit: 10,
  links: [
    { title: 'Which step fails?', dashboard: 'workflows', keep: ['service'] },
    { title: 'Search', dashboard: 'traces', keep: ['service'] },
  ],
};

export const latestLogs: LogsPanel = {
  kind: 'logs',
  id: 'latest-logs',
  title: 'Latest logs',
  description:
    'Newest log lines of the chosen services; a click shows their fields, the trace id opens the trace. Good is without warnings and errors.',
  width: 11,
  query: `{${GENERAL_LABEL.serviceName}=~"$service"}`,
  links: [{ title: 'Search', dashboard: 'logs', keep: ['service'] }],
};
