import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { METRIC } from '@agent-vitals/instrumentation/semconv';
import { CHUNKS, startModelServer, USAGE } from './model-server.js';
import type { ProtocolServer } from './servers/protocol-server.js';
import { startOtlpReceiver, type OtlpReceiver, type ReceivedPoint } from './otlp-receiver.js';
import { runApp } from './run-app.js';
import { spanTree } from './span-tree.js';

let models: ProtocolServer;
let receiver: OtlpReceiver;

const environment = (): Record<string, string> => ({
  MODEL_URL: models.url,
  OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
});

beforeAll(async () => {
  models = await startModelServer();
  receiver = await startOtlpReceiver();
  await runApp({ app: 'langgraph.ts', env: environment() });
}, 60_000);

afterAll(async () => {
  await models.close();
  await receiver.close();
});

type Labels = Readonly<Record<string, string | undefined>>;

/** The points of a metric that carry these attributes; undefined stands for an absent one. */
const points = (metric: string, labels: Labels): readonly ReceivedPoint[] =>
  receiver
    .metric(metric)
    .points.filter((point) =>
      Object.entries(labels).every(([name, value]) => point.attributes[name] === value),
    );

const ofAgent = (agent: string, metric: string): readonly ReceivedPoint[] =>
  points(metric, { 'gen_ai.agent.name': agent });

const sums = (found: readonly ReceivedPoint[]) => found.map((it) => it.sum);

const errorTypes = (found: readonly ReceivedPoint[]) =>
  found.map((it) => it.attributes['error.type']);

const inWorkflow = (workflow: string, agent?: string): Labels => ({
  'gen_ai.workflow.name': workflow,
  ...(agent !== undefined && { 'gen_ai.agent.name': agent }),
});

/** The spans of the trace whose outermost span has that name, as a tree. */
const treeOf = (root: string) => {
  const top = receiver.spans.filter((span) => span.name === root && span.parentSpanId === '');
  expect(new Set(top.map((it) => it.traceId)).size, root).toBe(1);
  return spanTree(receiver.spans.filter((span) => span.traceId === top[0]?.traceId));
};

const spanOf = (workflow: string, name: string) => {
  const found = receiver.spans.filter(
    (span) => span.name === name && span.attributes['gen_ai.workflow.name'] === workflow,
  );
  expect(found, `${name} in ${workflow}`).toHaveLength(1);
  return found[0]!;
};

const chat = { 'chat gpt-4.1': { POST: {} } };

/** What the graph of the application makes: a node that calls no model leaves no span. */
const article = {
  'invoke_agent critic': chat,
  'invoke_agent planner': { ...chat, 'execute_tool library': {} },
  'invoke_agent writer': { 'chat gpt-4.1-mini': { POST: {} } },
};

test('a call to a model is counted once, by the SDK that makes it', () => {
  const calls = receiver.spans.filter(
    ({ attributes }) =>
      attributes['gen_ai.operation.name'] === 'chat' &&
      attributes['gen_ai.provider.name'] === 'openai',
  );
  const requests = receiver.spans.filter(({ name }) => name === 'POST');
  expect(requests.length).toBeGreaterThan(20);
  // Each request has a call of its own.
  const callIds = new Set(calls.map(({ spanId }) => spanId));
  expect(requests.filter((it) => !callIds.has(it.parentSpanId))).toEqual([]);
  expect(new Set(requests.map((it) => it.parentSpanId)).size).toBe(requests.length);
  const counted = receiver
    .metric(METRIC.inferenceDuration.name)
    .points.filter(({ attributes }) => attributes['gen_ai.provider.name'] === 'openai')
    .reduce((sum, point) => sum + (point.count ?? 0), 0);
  expect(counted).toBe(calls.length);
});

describe('a graph', () => {
  test('is a workflow, its nodes are agents, and parallel branches keep their context', () => {
    expect(treeOf('invoke_workflow article')).toEqual({ 'invoke_workflow article': article });
    expect(spanOf('article', 'chat gpt-4.1-mini').attributes).toMatchObject({
      'gen_ai.agent.name': 'writer',
      'gen_ai.prompt.name': 'write',
      'gen_ai.prompt.version': '7',
      'gen_ai.conversation.id': 'thread-1',
    });
    const duration = points(METRIC.invokeWorkflowDuration.name, inWorkflow('article'));
    expect(duration).toHaveLength(1);
    expect(duration[0]?.count).toBe(1);
  });

  test.each([
    ['planner', 1, 1],
    ['writer', 1, 0],
    ['critic', 1, 0],
  ])('counts the calls of %s for it alone', (name, inferenceCalls, toolCalls) => {
    const of = (metric: string) => points(metric, inWorkflow('article', name)).map((it) => it.sum);
    expect(of(METRIC.invokeAgentInferenceCalls.name)).toEqual([inferenceCalls]);
    expect(of(METRIC.invokeAgentToolCalls.name)).toEqual([toolCalls]);
    expect(of(METRIC.inputTokens.name).length).toBe(1);
  });

  test('has tokens and cost by agent and prompt, with streamed ones', () => {
    const tokens = points(METRIC.inputTokens.name, inWorkflow('article', 'critic'));
    expect(tokens.map((it) => it.value)).toEqual([USAGE.input]);
    const cost = points(METRIC.llmCost.name, {
      ...inWorkflow('article', 'writer'),
      'gen_ai.prompt.name': 'write',
      'gen_ai.prompt.version': '7',
    });
    expect(cost[0]?.value).toBeGreaterThan(0);
  });

  test('has its retrievers as tools that look data up', () => {
    expect(spanOf('article', 'execute_tool library').attributes).toMatchObject({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.type': 'datastore',
      'gen_ai.agent.name': 'planner',
    });
    const called = points(METRIC.executeToolDuration.name, {
      ...inWorkflow('article', 'planner'),
      'gen_ai.tool.name': 'library',
      'gen_ai.tool.type': 'datastore',
    });
    expect(called.map((it) => it.count)).toEqual([1]);
  });

  test.each(['streamed', 'events'])('is the same however it is run: %s', (name) => {
    expect(treeOf(`invoke_workflow ${name}`)).toEqual({ [`invoke_workflow ${name}`]: article });
  });

  test('of the functional API is its entrypoint, with its tasks as nodes', () => {
    expect(treeOf('invoke_workflow functional')).toEqual({
      'invoke_workflow functional': { 'invoke_agent draft': chat },
    });
  });

  test('is run as often as a batch asks for it', () => {
    const runs = points(METRIC.invokeWorkflowDuration.name, inWorkflow('batch'));
    expect(runs.map((it) => it.count)).toEqual([2]);
    expect(points(METRIC.invokeAgentDuration.name, inWorkflow('batch'))[0]?.count).toBe(2);
  });

  test('that is left before its end has ended', () => {
    expect(Object.keys(treeOf('invoke_workflow left'))).toEqual(['invoke_workflow left']);
    expect(spanOf('left', 'invoke_agent planner').statusCode).toBe(0);
  });

  test('that pauses for a human has not failed', () => {
    const runs = points(METRIC.invokeWorkflowDuration.name, inWorkflow('paused'));
    expect(runs.map((it) => [it.count, it.attributes['error.type']])).toEqual([[2, undefined]]);
    const worker = points(METRIC.invokeAgentDuration.name, inWorkflow('paused', 'worker'));
    expect(worker.map((it) => [it.count, it.attributes['error.type']])).toEqual([[2, undefined]]);
  });
});

describe('wrappers around and inside a graph count once', () => {
  test.each([
    ['of the same name', 'report'],
    ['around a graph without a name', 'delivery'],
  ])('a workflow %s', (_, name) => {
    expect(treeOf(`invoke_workflow ${name}`)).toEqual({ [`invoke_workflow ${name}`]: article });
    const runs = points(METRIC.invokeWorkflowDuration.name, inWorkflow(name));
    expect(runs.map((it) => it.count)).toEqual([1]);
  });

  test('an agent inside a node is the agent', () => {
    expect(treeOf('invoke_workflow wrapped')).toEqual({
      'invoke_workflow wrapped': { 'invoke_agent worker': chat },
    });
    const runs = points(METRIC.invokeAgentDuration.name, inWorkflow('wrapped'));
    expect(runs.map((it) => [it.count, it.attributes['gen_ai.agent.version']])).toEqual([[1, '2']]);
  });

  test('a tool of the same name inside a tool', () => {
    const calls = points(METRIC.executeToolDuration.name, {
      'gen_ai.tool.name': 'look_up',
      'gen_ai.agent.name': 'assistant',
    });
    expect(calls.map((it) => it.count)).toEqual([1]);
  });

  test('a graph of another name is nested, and an agent without one takes its node’s', () => {
    expect(treeOf('invoke_workflow publishing')).toEqual({
      'invoke_workflow publishing': {
        'invoke_agent helper': chat,
        'invoke_workflow draft': article,
      },
    });
  });
});

describe('an agent of langchain', () => {
  test('is an agent, with its tools and the calls of its loop', () => {
    expect(treeOf('invoke_agent assistant')).toEqual({
      'invoke_agent assistant': {
        'chat calls-tool': { POST: {} },
        'execute_tool look_up': {},
      },
    });
    expect(sums(ofAgent('assistant', METRIC.invokeAgentInferenceCalls.name))).toEqual([2]);
    expect(sums(ofAgent('assistant', METRIC.invokeAgentToolCalls.name))).toEqual([1]);
    const call = receiver.spans.find(
      ({ name, attributes }) =>
        name === 'execute_tool look_up' && attributes['gen_ai.agent.name'] === 'assistant',
    );
    expect(call?.attributes['gen_ai.tool.call.id']).toBe('call_1');
  });

  test('is one as well where LangGraph made it', () => {
    expect(treeOf('invoke_agent reactor')).toEqual({
      'invoke_agent reactor': {
        'chat calls-tool': { POST: {} },
        'execute_tool look_up': {},
      },
    });
  });

  test('that a tool runs is nested in the tool, and counts its own calls', () => {
    expect(treeOf('invoke_agent asker')).toEqual({
      'invoke_agent asker': { 'execute_tool consult': { 'invoke_agent expert': chat } },
    });
    expect(sums(ofAgent('asker', METRIC.invokeAgentInferenceCalls.name))).toEqual([0]);
    expect(sums(ofAgent('expert', METRIC.invokeAgentInferenceCalls.name))).toEqual([1]);
  });
});

describe('a failure', () => {
  test.each([
    ['limited', 'rate_limit'],
    ['cancelled', 'cancelled'],
  ])('in a graph: %s fails the workflow, the agent and the call as %s', (name, category) => {
    for (const metric of [METRIC.invokeWorkflowDuration, METRIC.invokeAgentDuration]) {
      const types = points(metric.name, inWorkflow(name)).map((it) => it.attributes['error.type']);
      expect(types, metric.name).toEqual([category]);
    }
    expect(spanOf(name, `invoke_workflow ${name}`).statusCode).toBe(2);
    expect(spanOf(name, 'invoke_agent worker').attributes['error.type']).toBe(category);
  });

  test('that the node handles fails the call alone', () => {
    const caught = inWorkflow('caught');
    expect(errorTypes(points(METRIC.invokeWorkflowDuration.name, caught))).toEqual([undefined]);
    expect(errorTypes(points(METRIC.invokeAgentDuration.name, caught))).toEqual([undefined]);
    const calls = errorTypes(points(METRIC.inferenceDuration.name, caught));
    expect(new Set(calls)).toEqual(new Set(['server', undefined]));
  });

  test('of a tool is one of its agent too', () => {
    expect(errorTypes(ofAgent('handyman', METRIC.executeToolDuration.name))).toEqual(['other']);
    expect(errorTypes(ofAgent('handyman', METRIC.invokeAgentDuration.name))).toEqual(['other']);
  });
});

describe('a chat model whose SDK nothing records', () => {
  test.each(['house', 'house-streamed'])('%s: is recorded from what LangChain tells', (name) => {
    const span = receiver.spans.find(
      (it) => it.name === 'chat house-1' && it.attributes['gen_ai.agent.name'] === name,
    );
    expect(span?.attributes).toMatchObject({
      'gen_ai.provider.name': 'house',
      'gen_ai.response.model': 'house-1-large',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 100,
      'gen_ai.usage.output_tokens': 20,
      'gen_ai.usage.cache_read.input_tokens': 60,
      'gen_ai.usage.reasoning.output_tokens': 5,
    });
    expect(ofAgent(name, METRIC.inferenceDuration.name).map((it) => it.count)).toEqual([1]);
    expect(ofAgent(name, METRIC.operationInputTokens.name).map((it) => it.sum)).toEqual([100]);
    expect(ofAgent(name, METRIC.llmUnpricedCalls.name).map((it) => it.value)).toEqual([1]);
    expect(ofAgent(name, METRIC.invokeAgentInferenceCalls.name).map((it) => it.sum)).toEqual([1]);
  });

  test('tells the first chunk of a stream, and the time between the others', () => {
    expect(ofAgent('house-streamed', METRIC.timeToFirstChunk.name)[0]?.count).toBe(1);
    expect(ofAgent('house-streamed', METRIC.timePerOutputChunk.name)[0]?.count).toBe(1);
  });

  test('fails as its error says', () => {
    const [point] = ofAgent('house-failing', METRIC.inferenceDuration.name);
    expect(point?.attributes['error.type']).toBe('rate_limit');
  });
});

test('a CommonJS application is observed as an ES module', async () => {
  const own = await startOtlpReceiver();
  const run = await runApp({
    app: 'langgraph.cjs',
    env: { ...environment(), OTEL_EXPORTER_OTLP_ENDPOINT: own.url },
  });
  await own.close();
  expect(run).toMatchObject({
    code: 0,
    stdout: `${CHUNKS.join('').length} ${CHUNKS.join('')}`,
    stderr: '',
  });
  expect(spanTree(own.spans)).toEqual({
    'invoke_workflow article': { 'invoke_agent writer': { ...chat, 'execute_tool count': {} } },
    'invoke_workflow functional': { 'invoke_agent draft': chat },
  });
});
