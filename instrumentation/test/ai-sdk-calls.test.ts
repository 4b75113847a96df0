import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { METRIC } from '@agent-vitals/instrumentation/semconv';
import { CHUNKS, startModelServer, USAGE } from './model-server.js';
import type { ProtocolServer } from './servers/protocol-server.js';
import { observeCalls, type ObservedCalls } from './observed-calls.js';
import { spanTree } from './span-tree.js';

let models: ProtocolServer;
let observed: ObservedCalls;

beforeAll(async () => {
  models = await startModelServer();
  observed = await observeCalls('ai-sdk-calls.ts', { MODEL_URL: models.url });
});

afterAll(() => models.close());

/** The points of an agent's metric. */
const agentPoints = (key: 'invokeAgentInferenceCalls' | 'invokeAgentToolCalls', name: string) =>
  observed.points(key, name).map((point) => point.sum);

/** The trace of a case, without its HTTP requests. */
const treeOf = (name: string) => {
  const root = observed.receiver.spans.find((span) => span.name === `invoke_agent ${name}`);
  const spans = observed.receiver.spans.filter(
    (span) => span.traceId === root?.traceId && span.name !== 'POST',
  );
  return spanTree(spans)[`invoke_agent ${name}`];
};

describe('a loop of model and tool', () => {
  const loop = { 'chat gpt-4.1': {}, 'execute_tool look_up': {} };

  test.each(['tools', 'tools-streamed', 'tool-fails'])(
    '%s: belongs to the agent around it',
    (name) => {
      expect(treeOf(name)).toEqual(loop);
      expect(agentPoints('invokeAgentInferenceCalls', name)).toEqual([2]);
      expect(agentPoints('invokeAgentToolCalls', name)).toEqual([1]);
      expect(observed.recorded(name).inputTokens).toBe(2 * USAGE.input);
    },
  );

  test.each([
    ['named', 'forecaster'],
    ['tool-loop-agent', 'loop-forecaster'],
  ])('%s: with a functionId it is an agent of its own', (name, agent) => {
    expect(treeOf(name)).toEqual({ [`invoke_agent ${agent}`]: loop });
    expect(observed.points('invokeAgentDuration', agent)).toHaveLength(1);
    expect(agentPoints('invokeAgentInferenceCalls', agent)).toEqual([2]);
    expect(agentPoints('invokeAgentToolCalls', agent)).toEqual([1]);
    expect(observed.recorded(agent).inputTokens).toBe(2 * USAGE.input);
    expect(observed.recorded(name)).toEqual({});
    expect(agentPoints('invokeAgentInferenceCalls', name)).toEqual([0]);
  });

  test('a loop that a tool runs is an agent of the name of the tool', () => {
    expect(treeOf('agent-as-tool')).toEqual({
      'chat gpt-4.1': {},
      'execute_tool look_up': { 'invoke_agent look_up': loop },
    });
    expect(agentPoints('invokeAgentToolCalls', 'agent-as-tool')).toEqual([1]);
    expect(agentPoints('invokeAgentToolCalls', 'look_up')).toEqual([1]);
    expect(observed.recorded('look_up').inputTokens).toBe(2 * USAGE.input);
    expect(observed.recorded('agent-as-tool').inputTokens).toBe(2 * USAGE.input);
  });

  test('a tool is told once, though its function is wrapped as a tool too', () => {
    const [point, ...others] = observed.points('executeToolDuration', 'tools');
    expect(others).toEqual([]);
    expect(point).toMatchObject({
      count: 1,
      attributes: { 'gen_ai.tool.name': 'look_up', 'gen_ai.tool.type': 'function' },
    });
    const spans = observed.receiver.spans.filter(
      (span) =>
        span.name === 'execute_tool look_up' && span.attributes['gen_ai.agent.name'] === 'tools',
    );
    expect(spans.map((span) => span.attributes['gen_ai.tool.call.id'])).toEqual(['call_1']);
  });

  test('a tool that fails is told, and the agent that goes on is not', () => {
    const [point] = observed.points('executeToolDuration', 'tool-fails');
    expect(point?.attributes['error.type']).toBe('other');
    const [invocation] = observed.points('invokeAgentDuration', 'tool-fails');
    expect(invocation?.attributes['error.type']).toBeUndefined();
  });

  test('nobody around it: an agent without a name holds it together', async () => {
    const alone = await observeCalls('ai-sdk-alone.ts', { MODEL_URL: models.url });
    expect(alone.run).toMatchObject({ code: 0, stdout: CHUNKS.join(''), stderr: '' });
    const spans = alone.receiver.spans.filter((span) => span.name !== 'POST');
    expect(spanTree(spans)).toEqual({ invoke_agent: loop });
    const [calls] = alone.receiver.metric(METRIC.invokeAgentInferenceCalls.name).points;
    expect(calls).toMatchObject({ sum: 2, attributes: {} });
  });
});

describe('a call that fails', () => {
  test.each([
    ['breaker', 'server'],
    ['aborter', 'cancelled'],
  ])('the agent %s fails as its call did', (agent, category) => {
    expect(observed.errorTypes(agent)).toEqual([category]);
    const [point] = observed.points('invokeAgentDuration', agent);
    expect(point?.attributes['error.type']).toBe(category);
  });
});
