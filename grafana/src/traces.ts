import type { Dashboard } from './model.js';
import { agentDurationTypical } from './panels/agent-usage.js';
import { agentErrors } from './panels/agents.js';
import { toolDuration } from './panels/tools.js';
import { errorLinesWithTrace, foundTraces } from './panels/traces.js';
import {
  agent,
  anyService,
  maxDuration,
  minDuration,
  onlyErrors,
  operation,
  spanAttribute,
  spanName,
} from './variables.js';

/** What happened in one run, and in which was it slow or wrong? */
export const traces = (): Dashboard => ({
  name: 'traces',
  title: 'Traces',
  description:
    'What happened in one run? Search by service, agent, operation, name of a span, duration, errors and attribute.',
  range: '1h',
  refresh: '30s',
  variables: [
    anyService,
    agent,
    operation,
    onlyErrors,
    spanName,
    minDuration,
    maxDuration,
    spanAttribute,
  ],
  rows: [
    { title: 'Found', height: 16, panels: [foundTraces] },
    { title: 'Which are slow', height: 8, panels: [agentDurationTypical, toolDuration] },
    { title: 'Which fail', height: 8, panels: [agentErrors, errorLinesWithTrace] },
  ],
});
