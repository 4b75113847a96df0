import { ATTR, OPERATION, type MetricKey } from '@agent-vitals/instrumentation/semconv';
import { INFERENCE, isOperation } from './foreign.js';
import { attribute, has, lacks } from './ottl.js';

/** A metric of the contract that is derived from spans. */
export interface DerivedMetric {
  readonly metric: MetricKey;
  /** The spans that it is derived from. */
  readonly when: string;
  /** A number for each span. Default: the span's duration in seconds. */
  readonly value?: string;
  /** A counter that adds the same numbers up. */
  readonly counter?: MetricKey;
  /** How many seconds stand for 1, where the numbers are small. Default: 1. */
  readonly secondsOfOne?: number;
}

const told = (
  metric: MetricKey,
  name: string,
  more: Partial<DerivedMetric> = {},
): DerivedMetric => ({
  metric,
  when: `${INFERENCE} and ${has(name)}`,
  value: attribute(name),
  ...more,
});

/**
 * Every metric that spans tell of. What needs more than one span (calls in an invocation), or a
 * span that has not ended (what is open), cannot be derived.
 */
export const DERIVED: readonly DerivedMetric[] = [
  { metric: 'inferenceDuration', when: INFERENCE },
  told('timeToFirstChunk', ATTR.responseTimeToFirstChunk),
  told('operationInputTokens', ATTR.usageInputTokens, { counter: 'inputTokens' }),
  told('operationOutputTokens', ATTR.usageOutputTokens, { counter: 'outputTokens' }),
  told('cacheReadInputTokens', ATTR.usageCacheReadInputTokens),
  told('cacheWriteInputTokens', ATTR.usageCacheWriteInputTokens),
  told('reasoningOutputTokens', ATTR.usageReasoningOutputTokens),
  told('llmCost', ATTR.llmCost, { secondsOfOne: 1_000_000 }),
  {
    metric: 'llmUnpricedCalls',
    // A call that failed before it was answered costs nothing.
    when: `${INFERENCE} and ${lacks(ATTR.llmCost)} and span.status.code != STATUS_CODE_ERROR`,
    value: '1',
  },
  { metric: 'invokeAgentDuration', when: isOperation(OPERATION.invokeAgent) },
  { metric: 'executeToolDuration', when: isOperation(OPERATION.executeTool) },
  { metric: 'invokeWorkflowDuration', when: isOperation(OPERATION.invokeWorkflow) },
];
