import { expect, test } from 'vitest';
import { METRIC } from '@agent-vitals/instrumentation/semconv';
import { CHUNKS, startModelServer } from './model-server.js';
import { observeCalls } from './observed-calls.js';
import { spanNamed, spanTree } from './span-tree.js';

test('a tool of an MCP server is one tool call of the AI SDK, and one trace', async () => {
  const models = await startModelServer();
  const observed = await observeCalls('ai-sdk-mcp.ts', { MODEL_URL: models.url });
  await models.close();
  const { run, receiver } = observed;
  expect(run).toMatchObject({ code: 0, stdout: CHUNKS.join(''), stderr: '' });

  const agent = spanNamed(receiver.spans, 'invoke_agent writer');
  const spans = receiver.spans.filter(
    ({ traceId, name }) => traceId === agent.traceId && name !== 'POST',
  );
  expect(spanTree(spans)).toEqual({
    'invoke_agent writer': {
      'chat gpt-4.1': {},
      'execute_tool look_up': { 'tools/call look_up': {} },
    },
  });
  expect(spanNamed(spans, 'execute_tool look_up').attributes).toMatchObject({
    'mcp.method.name': 'tools/call',
    'mcp.protocol.version': '2025-11-25',
    'mcp.session.id': 'session-1',
    'network.transport': 'tcp',
    'server.address': '127.0.0.1',
  });
  expect(observed.points('invokeAgentToolCalls', 'writer').map((point) => point.sum)).toEqual([1]);
  expect(observed.points('executeToolDuration', 'writer').map((point) => point.count)).toEqual([1]);
  expect(
    observed.points('mcpClientOperationDuration', 'writer').map((point) => point.count),
  ).toEqual([1]);
  expect(receiver.metric(METRIC.mcpClientSessionDuration.name).points).toHaveLength(1);
});
