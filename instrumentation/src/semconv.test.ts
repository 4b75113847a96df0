import { expect, test } from 'vitest';
import { ATTR, METRIC, prometheusLabel, prometheusName } from './semconv.js';

test.each([
  [METRIC.inferenceDuration, 'gen_ai_client_inference_duration_seconds'],
  [METRIC.inputTokens, 'gen_ai_client_inference_usage_input_tokens_total'],
  [METRIC.llmCost, 'agent_vitals_llm_cost_total'],
  [METRIC.invokeAgentToolCalls, 'gen_ai_invoke_agent_tool_calls'],
])('$name is $1 in Prometheus', (metric, name) => {
  expect(prometheusName(metric)).toBe(name);
});

test('attributes become labels', () => {
  expect(prometheusLabel(ATTR.agentName)).toBe('gen_ai_agent_name');
});

test('each name is used once, each histogram has rising buckets', () => {
  const metrics = Object.values(METRIC);
  expect(new Set(metrics.map(({ name }) => name)).size).toBe(metrics.length);
  for (const { instrument, buckets } of metrics) {
    expect(buckets === undefined).toBe(instrument !== 'histogram');
    expect(buckets?.toSorted((a, b) => a - b)).toEqual(buckets);
  }
});
