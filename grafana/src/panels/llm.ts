import { label, metric } from '../metrics.js';
import type { TimeSeriesPanel } from '../model.js';
import { callRate, counterRate, largest, ofAgent, p95 } from '../promql.js';

const model = label('requestModel');
const errorType = label('errorType');

export const llmCalls: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'llm-calls',
  title: 'LLM calls per second by outcome',
  description:
    'Calls to models: those that succeeded, and each category of error. Good is one area, named ok.',
  width: 12,
  unit: 'per second',
  stacked: true,
  queries: [
    { expr: callRate(metric('inferenceDuration'), [], ofAgent, `${errorType}=""`), legend: 'ok' },
    {
      expr: largest(
        `${callRate(metric('inferenceDuration'), [errorType], ofAgent, `${errorType}!=""`)} > 0`,
      ),
      legend: `{{${errorType}}}`,
    },
  ],
};

export const llmLatency: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'llm-latency',
  title: 'LLM latency by model, p95',
  description:
    'Time to the whole answer, and to its first chunk. Good is flat; when both rise the provider is slow, when only the first does, answers have become longer.',
  width: 12,
  unit: 'seconds',
  queries: [
    {
      expr: largest(p95(metric('inferenceDuration'), [model], ofAgent)),
      legend: `{{${model}}}`,
    },
    {
      expr: largest(p95(metric('timeToFirstChunk'), [model], ofAgent)),
      legend: `{{${model}}} first chunk`,
    },
  ],
};

export const tokens: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'tokens',
  title: 'Tokens per second by type',
  description:
    'Cached is a part of input, reasoning a part of output. Good keeps its proportions: less cached input costs more.',
  width: 12,
  unit: 'tokens per second',
  queries: (
    [
      ['inputTokens', 'input'],
      ['cacheReadInputTokens', 'cached input'],
      ['outputTokens', 'output'],
      ['reasoningOutputTokens', 'reasoning'],
    ] as const
  ).map(([key, legend]) => ({ expr: counterRate(metric(key), [], ofAgent), legend })),
};

export const cost: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'cost',
  title: 'LLM cost per hour by agent',
  description:
    'US dollars per hour at the present rate. Good stays within the budget; a jump in one agent is a loop, a longer prompt or a dearer model.',
  width: 12,
  unit: 'USD per hour',
  stacked: true,
  queries: [
    {
      expr: largest(`${counterRate(metric('llmCost'), [label('agentName')], ofAgent)} * 3600`),
      legend: `{{${label('agentName')}}}`,
    },
  ],
};
