import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { METRIC, type MetricKey } from '@agent-vitals/instrumentation/semconv';
import { observeCalls, type ObservedCalls } from './observed-calls.js';
import type { Attributes, ReceivedPoint, ReceivedSpan } from './otlp-receiver.js';
import { runApp } from './run-app.js';
import type { ProtocolServer } from './servers/protocol-server.js';
import { startRefusingMcpServer } from './servers/refusing-mcp-server.js';
import { spanTree } from './span-tree.js';

const INTERNAL = 1;
const SERVER = 2;
const CLIENT = 3;

const PIPE = { 'network.transport': 'pipe' };
const HTTP = { 'network.transport': 'tcp', 'network.protocol.name': 'http' };

const RUNS = [
  { name: 'version 1 over stdio', app: 'mcp-client-v1.ts', env: {}, network: PIPE },
  {
    name: 'version 1 over HTTP',
    app: 'mcp-client-v1.ts',
    env: { OVER_HTTP: 'true' },
    network: HTTP,
  },
  { name: 'version 2 over stdio', app: 'mcp-client-v2.ts', env: {}, network: PIPE },
  {
    name: 'version 2 over HTTP',
    app: 'mcp-client-v2.ts',
    env: { OVER_HTTP: 'true' },
    network: HTTP,
  },
  {
    name: 'version 2, revision 2026-07-28',
    app: 'mcp-client-v2.ts',
    env: { REVISION: '2026-07-28' },
    network: PIPE,
  },
];

/** Of how many agents' cases each ends as it should, whatever the transport. */
const TOOL_CASES = [
  ['tool-call', 'look_up', undefined, undefined],
  ['tool-refuses', 'refuse', 'tool_error', 'other'],
  ['tool-aborted', 'slow', 'cancelled', 'cancelled'],
  ['tool-times-out', 'slow', 'timeout', 'timeout'],
] as const;

describe.each(RUNS)('$name', ({ app, env, network }) => {
  let observed: ObservedCalls;

  beforeAll(async () => {
    observed = await observeCalls(app, env);
  });

  /** Client and server are processes of their own, and export apart. */
  const allPoints = (key: MetricKey): readonly ReceivedPoint[] => {
    const byAttributes = new Map<string, ReceivedPoint>();
    for (const metric of observed.receiver.metricExports.flat()) {
      if (metric.name !== METRIC[key].name) continue;
      for (const point of metric.points) {
        byAttributes.set(
          JSON.stringify([point.attributes, point.startTimeUnixNano.toString()]),
          point,
        );
      }
    }
    return [...byAttributes.values()];
  };

  const pointsOf = (key: MetricKey, attributes: Attributes): readonly ReceivedPoint[] =>
    allPoints(key).filter((point) =>
      Object.entries(attributes).every(([name, value]) => point.attributes[name] === value),
    );

  const spansOf = (name: string): readonly ReceivedSpan[] => {
    const agent = observed.receiver.spans.find((span) => span.name === `invoke_agent ${name}`);
    return observed.receiver.spans.filter(
      (span) => span.traceId === agent?.traceId && !/^(GET|POST|DELETE)/.test(span.name),
    );
  };

  const toolCalls = (name: string) =>
    observed.points('invokeAgentToolCalls', name).map((point) => point.sum);

  test.each([
    ['tool-call', 'tools/call look_up'],
    ['tools-list', 'tools/list'],
    ['prompts-get', 'prompts/get summarise'],
    ['resources-read', 'resources/read'],
  ])('%s: the server is inside the client', (name, span) => {
    const spans = spansOf(name);
    expect(spanTree(spans)).toEqual({ [`invoke_agent ${name}`]: { [span]: { [span]: {} } } });
    const [client, server] = [CLIENT, SERVER].map((side) =>
      spans.find(({ kind }) => kind === side),
    );
    expect(server?.parentSpanId).toBe(client?.spanId);
    const attributes = { 'mcp.method.name': span.split(' ')[0], ...network };
    expect([client, server]).toMatchObject([{ attributes }, { attributes }]);
  });

  test.each(TOOL_CASES)('%s: one call of the tool %s', (name, tool, error, category) => {
    const call = { 'mcp.method.name': 'tools/call', 'gen_ai.tool.name': tool };
    const labels = {
      ...call,
      ...network,
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.agent.name': name,
      'error.type': error,
    };
    expect(pointsOf('mcpClientOperationDuration', labels).map(({ count }) => count)).toEqual([1]);
    const [duration, ...others] = observed.points('executeToolDuration', name);
    expect(others).toEqual([]);
    expect(duration).toMatchObject({
      count: 1,
      attributes: { 'gen_ai.tool.name': tool, 'gen_ai.tool.type': 'extension' },
    });
    expect(duration?.attributes['error.type']).toBe(category);
    expect(toolCalls(name)).toEqual([1]);
    const ends = spansOf(name).filter((span) => span.name === `tools/call ${tool}`);
    expect(ends.map((span) => span.attributes['error.type'])).toEqual([error, error]);
    expect(ends.map((span) => span.statusCode)).toEqual(error ? [2, 2] : [0, 0]);
  });

  test('a tool wrapped under its own name is that call: one span, counted once', () => {
    const spans = spansOf('tool-call-wrapped');
    expect(spanTree(spans)).toEqual({
      'invoke_agent tool-call-wrapped': { 'execute_tool look_up': { 'tools/call look_up': {} } },
    });
    expect(spans.find((span) => span.name.startsWith('execute_tool'))?.attributes).toMatchObject({
      'mcp.method.name': 'tools/call',
      'gen_ai.tool.type': 'function',
      ...network,
    });
    expect(toolCalls('tool-call-wrapped')).toEqual([1]);
    expect(observed.points('executeToolDuration', 'tool-call-wrapped')).toHaveLength(1);
    expect(
      pointsOf('mcpClientOperationDuration', { 'gen_ai.agent.name': 'tool-call-wrapped' }),
    ).toHaveLength(1);
  });

  test('a call within a tool of another name is a span, and no further tool call', () => {
    expect(spanTree(spansOf('tool-call-inside'))).toEqual({
      'invoke_agent tool-call-inside': {
        'execute_tool research': { 'tools/call look_up': { 'tools/call look_up': {} } },
      },
    });
    expect(toolCalls('tool-call-inside')).toEqual([1]);
  });

  test('an agent fails as its call did', () => {
    const [invocation] = observed.points('invokeAgentDuration', 'tool-times-out');
    expect(invocation?.attributes['error.type']).toBe('timeout');
  });

  test('what is no tool counts as none', () => {
    expect(toolCalls('tools-list')).toEqual([0]);
    expect(observed.points('executeToolDuration', 'prompts-get')).toEqual([]);
    expect(
      pointsOf('mcpServerOperationDuration', { 'gen_ai.prompt.name': 'summarise' }),
    ).toHaveLength(1);
  });

  test('the session, from both ends', () => {
    const version = env.REVISION ?? '2025-11-25';
    for (const key of ['mcpClientSessionDuration', 'mcpServerSessionDuration'] as const) {
      const points = pointsOf(key, network);
      expect(points.length, key).toBeGreaterThan(0);
      for (const { attributes } of points) {
        expect(attributes).toMatchObject({ 'mcp.protocol.version': version });
        expect(attributes['error.type']).toBeUndefined();
      }
    }
  });

  test('ids are on spans and on no metric', () => {
    const spans = observed.receiver.spans.filter((span) => span.name === 'tools/list');
    expect(spans).toHaveLength(2);
    for (const { attributes } of spans) {
      expect(attributes['jsonrpc.request.id']).toBeTypeOf('string');
      expect(attributes['mcp.session.id']).toBe(network === HTTP ? 'session-1' : undefined);
    }
    expect(allPoints('mcpClientOperationDuration')[0]?.attributes).not.toHaveProperty(
      'mcp.session.id',
    );
  });

  test.skipIf(env.REVISION !== undefined)('a method that the server lacks: its code', () => {
    const ends = spansOf('unknown-method').filter((span) => span.kind !== INTERNAL);
    expect(ends).toHaveLength(2);
    for (const { attributes, statusCode, statusMessage } of ends) {
      expect(attributes).toMatchObject({
        'error.type': '-32601',
        'rpc.response.status_code': '-32601',
      });
      expect({ statusCode, statusMessage }).toEqual({
        statusCode: 2,
        statusMessage: 'Method not found',
      });
    }
  });

  test.runIf(network === HTTP)(
    'the HTTP request is inside the client, and the server beside it',
    () => {
      const call = spansOf('tool-call').find((span) => span.kind === CLIENT)!;
      expect(call.attributes['server.address']).toBe('127.0.0.1');
      const inside = observed.receiver.spans.filter((span) => span.parentSpanId === call.spanId);
      expect(inside.map((span) => span.name).toSorted()).toEqual(['POST', 'tools/call look_up']);
    },
  );
});

test('CommonJS: both versions, in one process', async () => {
  const { run, receiver } = await observeCalls('mcp.cjs', {});
  expect(run).toMatchObject({ code: 0, stdout: 'tides tides ', stderr: '' });
  const session = {
    initialize: { initialize: {} },
    'tools/call look_up': { 'tools/call look_up': {} },
  };
  expect(spanTree(receiver.spans)).toEqual({
    'invoke_agent v1': session,
    'invoke_agent v2': session,
  });
});

describe('a server that fails', () => {
  let server: ProtocolServer;
  let observed: ObservedCalls;

  beforeAll(async () => {
    server = await startRefusingMcpServer();
    observed = await observeCalls('mcp-failures.ts', { MCP_URL: server.url });
  });

  afterAll(() => server.close());

  const failures = (name: string) =>
    observed
      .points('mcpClientOperationDuration', name)
      .map(({ attributes }) => [attributes['mcp.method.name'], attributes['error.type']]);

  test('the application sees what it sees without the instrumentation', async () => {
    const env = { MCP_URL: server.url };
    const plain = await runApp({ app: 'mcp-failures.ts', register: false, env });
    expect(observed.run).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(observed.run.stdout)).toEqual(JSON.parse(plain.stdout));
  });

  test('one that is not there, and one that dies: network, and no longer a call', () => {
    expect(failures('unreachable')).toEqual([['initialize', 'network']]);
    expect(failures('server-dies')).toContainEqual(['tools/call', 'network']);
    const [tool] = observed.points('executeToolDuration', 'server-dies');
    expect(tool?.attributes['error.type']).toBe('network');
  });

  test.each([
    ['limited-v1', 'limited', 'rate_limit'],
    ['limited-v2', 'limited', 'rate_limit'],
    ['locked-v1', 'locked', 'auth'],
    ['locked-v2', 'locked', 'auth'],
  ])('%s: HTTP refuses the call of the tool %s: %s', (name, tool, category) => {
    const refused = { 'error.type': category };
    expect(failures(name)).toContainEqual(['tools/call', category]);
    const spans = observed.calls(name).filter((span) => span.name === `tools/call ${tool}`);
    expect(spans).toMatchObject([{ attributes: refused, statusCode: 2 }]);
    expect(observed.points('executeToolDuration', name)).toMatchObject([{ attributes: refused }]);
    expect(observed.points('invokeAgentDuration', name)).toMatchObject([{ attributes: refused }]);
  });

  test('a call that the transport sends twice by itself is one, with both requests inside', () => {
    expect(failures('retried')).toContainEqual(['tools/call', undefined]);
    expect(observed.points('executeToolDuration', 'retried')).toMatchObject([{ count: 1 }]);
    expect(observed.points('invokeAgentToolCalls', 'retried')).toMatchObject([{ sum: 1 }]);
    expect(observed.statuses(observed.call('retried'))).toEqual([401, 200]);
  });
});
