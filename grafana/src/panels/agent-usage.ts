import type { VitalsConfig } from '@agent-vitals/config';
import { INDICATOR_LABEL, label, metric, recorded } from '../metrics.js';
import type { TimeSeriesPanel } from '../model.js';
import { counterRate, largest, ofAgent, ofItem, ofService, p50, selector } from '../promql.js';
import { indicatorLines } from './indicator-panels.js';
import { traceLink } from './trace-link.js';

const agent = label('agentName');
const { item } = INDICATOR_LABEL;
const ofItems = [ofService, ofItem('agent')] as const;

/** The slow end by agent, with the limits of vitals.yaml. */
export const agentDuration = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'agents.durationP95',
    id: 'agent-duration',
    title: 'Agent duration, p95',
    description:
      '95 of 100 invocations of an agent end within this time. Good is flat; a step up names the agent that slowed down.',
    width: 12,
    matchers: ofItems,
    links: [
      { title: 'Are the models slow?', dashboard: 'llm-usage', keep: ['service', 'agent'] },
      traceLink({ operation: 'invokeAgent', keep: ['service', 'agent'] }),
    ],
  });

export const agentDurationTypical: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'agent-duration-typical',
  title: 'Agent duration, p50',
  description:
    'Half of the invocations end within this time; a diamond on it is one invocation and opens its trace. Good stays far below the p95: where both rise everything is slower, else single invocations are.',
  width: 12,
  unit: 'seconds',
  queries: [
    {
      expr: largest(p50(metric('invokeAgentDuration'), [agent], ofAgent)),
      legend: `{{${agent}}}`,
      exemplars: true,
    },
  ],
  links: [{ title: 'Which step of the workflow?', dashboard: 'workflows', keep: ['service'] }],
};

export const invocations: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'invocations',
  title: 'Invocations per minute by agent',
  description:
    'Finished invocations. Good follows the traffic; an agent that rises alone is called again and again.',
  width: 12,
  unit: 'per minute',
  queries: [
    {
      expr: largest(
        `sum by (${item}) (${selector(recorded('agents.errorRatio', 'whole1m'), ...ofItems)})`,
      ),
      legend: `{{${item}}}`,
    },
  ],
  links: [{ title: 'How often in one run?', dashboard: 'workflows', keep: ['service'] }],
};

export const agentTokens: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'agent-tokens',
  title: 'Tokens per second by agent',
  description:
    'Input and output together. Good follows the invocations; an agent whose tokens rise alone sends longer prompts.',
  width: 12,
  unit: 'tokens per second',
  queries: [
    {
      expr: largest(
        `${counterRate(metric('inputTokens'), [agent], ofAgent)} + ${counterRate(metric('outputTokens'), [agent], ofAgent)}`,
      ),
      legend: `{{${agent}}}`,
    },
  ],
  links: [{ title: 'Which prompt?', dashboard: 'prompts', keep: ['service'] }],
};

export const agentCost: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'agent-cost',
  title: 'LLM cost per hour by agent',
  description:
    'US dollars per hour at the present rate. Good stays within the budget; a jump in one agent is a loop, a longer prompt or a dearer model.',
  width: 12,
  unit: 'USD per hour',
  stacked: true,
  queries: [
    {
      expr: largest(`${counterRate(metric('llmCost'), [agent], ofAgent)} * 3600`),
      legend: `{{${agent}}}`,
    },
  ],
  links: [{ title: 'Will the budget hold?', dashboard: 'llm-usage', keep: ['service', 'agent'] }],
};
