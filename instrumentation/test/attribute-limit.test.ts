import { expect, test } from 'vitest';
import { observeCalls } from './observed-calls.js';

test('what exceeds the bound of a label is folded, counted, and told once; spans keep it', async () => {
  const { run, receiver } = await observeCalls('many-agents.ts', {
    AGENT_VITALS_ATTRIBUTE_LIMIT: '2',
  });
  expect(run.code).toBe(0);
  expect(run.stderr.match(/gen_ai\.agent\.name has more than 2 values on metrics/g)).toHaveLength(
    1,
  );
  expect(run.stderr.trim().split('\n')).toHaveLength(1);

  const counts = receiver
    .metric('gen_ai.invoke_agent.duration')
    .points.map((point) => [point.attributes['gen_ai.agent.name'], point.count]);
  expect(Object.fromEntries(counts)).toEqual({ writer: 2, critic: 2, other: 4 });
  const [folded, ...others] = receiver.metric('agent_vitals.limited_attributes').points;
  expect(others).toEqual([]);
  expect(folded?.attributes).toEqual({ 'agent_vitals.limited.attribute': 'gen_ai.agent.name' });

  const names = receiver.spans.map((span) => span.attributes['gen_ai.agent.name']);
  expect(new Set(names)).toEqual(new Set(['writer', 'critic', 'planner', 'editor']));
  expect(folded?.value).toBe(4);
});
