import type { VitalsConfig } from '@agent-vitals/config';
import { label, metric } from '../metrics.js';
import type { TimeSeriesPanel } from '../model.js';
import { largest, ofAgent, ofItem, ofService, p95 } from '../promql.js';
import { indicatorLines } from './indicator-panels.js';

const tool = label('toolName');
const ofItems = [ofService, ofItem('agent')] as const;

/** Where a loop shows, with the limits of vitals.yaml. */
export const callsPerInvocation = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'agents.callsPerInvocation',
    id: 'calls-per-invocation',
    title: 'Model calls per invocation, p95',
    description:
      'Calls to models in one invocation. Good is flat and below the line; an agent in a loop shows here first.',
    width: 12,
    matchers: ofItems,
    links: [{ title: 'Runbook', path: '/runbooks/AgentLooping' }],
  });

/** Failed calls to tools by agent, with the limits of vitals.yaml. */
export const toolErrorRatio = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'agents.toolErrorRatio',
    id: 'tool-error-ratio',
    title: 'Tool error ratio by agent',
    description:
      'Failed calls to tools over all, by the agent that called. Good is 0 %; agents try again, so that it costs time and tokens before anything fails.',
    width: 12,
    matchers: ofItems,
    links: [{ title: 'Runbook', path: '/runbooks/AgentToolErrorRatioHigh' }],
  });

export const toolDuration: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'tool-duration',
  title: 'Tool duration, p95',
  description:
    '95 of 100 calls to a tool end within this time; a diamond is one call and opens its trace. Good is flat; a tool that slows down takes its agents with it.',
  width: 12,
  unit: 'seconds',
  queries: [
    {
      expr: largest(p95(metric('executeToolDuration'), [tool], ofAgent)),
      legend: `{{${tool}}}`,
      exemplars: true,
    },
  ],
  links: [{ title: 'What do they call?', dashboard: 'apis' }],
};
