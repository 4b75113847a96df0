import type { VitalsConfig } from '@agent-vitals/config';
import { label, metric } from '../metrics.js';
import type { TimeSeriesPanel } from '../model.js';
import { callRate, counterRate, largest, ofService, p95 } from '../promql.js';
import { ofCalls } from './cost.js';
import { indicatorLines } from './indicator-panels.js';
import { traceLink } from './trace-link.js';

const agent = label('agentName');
const model = label('requestModel');
const errorType = label('errorType');

export const llmCalls: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'llm-calls',
  title: 'LLM calls per minute by outcome',
  description:
    'Calls to models: those that succeeded, and each category of error. Good is one area, named ok.',
  width: 12,
  unit: 'per minute',
  stacked: true,
  queries: [
    {
      expr: `${callRate(metric('inferenceDuration'), [], ofCalls, `${errorType}=""`)} * 60`,
      legend: 'ok',
    },
    {
      expr: largest(
        `${callRate(metric('inferenceDuration'), [errorType], ofCalls, `${errorType}!=""`)} * 60 > 0`,
      ),
      legend: `{{${errorType}}}`,
    },
  ],
  links: [
    { title: 'Which agents suffer?', dashboard: 'agents', keep: ['service', 'agent'] },
    traceLink({ failed: true, keep: ['service', 'agent'] }),
  ],
};

/** Failed calls by model, with the limits of vitals.yaml. */
export const modelErrorRatio = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'models.errorRatio',
    id: 'model-error-ratio',
    title: 'Error ratio by model',
    description:
      'Failed calls over all, whatever the reason, by provider and model. Good is 0 %; at the upper line an alert fires.',
    width: 12,
    matchers: [ofService],
    links: [{ title: 'Runbook', path: '/runbooks/ModelErrorRatioHigh' }],
  });

/** Calls that nobody knows the price of, with the limits of vitals.yaml. */
export const unpricedRatio = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'models.unpricedRatio',
    id: 'unpriced-ratio',
    title: 'Calls without a price',
    description:
      'Calls whose cost is not known, over all, by provider and model: what they cost is missing above. Good is 0 %.',
    width: 12,
    matchers: [ofService],
    links: [{ title: 'Runbook', path: '/runbooks/ModelCallsUnpriced' }],
  });

export const llmLatency: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'llm-latency',
  title: 'LLM latency by model, p95',
  description:
    'Time to the whole answer, and to its first chunk; a diamond is one call and opens its trace. Good is flat; when both rise the provider is slow, when only the first does, answers have become longer.',
  width: 12,
  unit: 'seconds',
  queries: [
    {
      expr: largest(p95(metric('inferenceDuration'), [model], ofCalls)),
      legend: `{{${model}}}`,
      exemplars: true,
    },
    {
      expr: largest(p95(metric('timeToFirstChunk'), [model], ofCalls)),
      legend: `{{${model}}} first chunk`,
    },
  ],
  links: [{ title: 'Runbook', path: '/runbooks/ModelSlowerThanUsual' }],
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
  ).map(([key, legend]) => ({ expr: counterRate(metric(key), [], ofCalls), legend })),
  links: [{ title: 'Which agent?', dashboard: 'agents', keep: ['service', 'agent'] }],
};

export const cachedByAgent: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'cached-by-agent',
  title: 'Cached share of the input by agent',
  description:
    'Input tokens that the provider had in its cache, over all. Good is high and alike; an agent without any begins its prompt with something that changes.',
  width: 12,
  unit: 'ratio',
  queries: [
    {
      expr: largest(
        `(${counterRate(metric('cacheReadInputTokens'), [agent], ofCalls)} or ${counterRate(metric('inputTokens'), [agent], ofCalls)} * 0) / (${counterRate(metric('inputTokens'), [agent], ofCalls)} > 0)`,
      ),
      legend: `{{${agent}}}`,
    },
  ],
  links: [{ title: 'Which prompt is it?', dashboard: 'prompts', keep: ['service'] }],
};
