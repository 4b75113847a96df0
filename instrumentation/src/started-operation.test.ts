import { context, trace } from '@opentelemetry/api';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { agent, prompt, startAgent, startTool, startWorkflow, tool, workflow } from './index.js';
import { METRIC } from './semconv.js';
import { startInMemorySdk, type InMemorySdk } from './testing/in-memory-sdk.js';

let sdk: InMemorySdk;

beforeAll(() => {
  sdk = startInMemorySdk();
});
afterEach(() => sdk.clear());
afterAll(() => sdk.stop());

const tick = () => setTimeout(1);

/** Each span with its parent: `writer < article`. */
const family = () => {
  const spans = sdk.spans();
  const names = new Map(spans.map((span) => [span.spanContext().spanId, span.name]));
  return spans
    .map((span) => `${span.name} < ${names.get(span.parentSpanContext?.spanId ?? '') ?? 'root'}`)
    .toSorted();
};

const spanNamed = (name: string) => sdk.spans().find((span) => span.name === name);

/** What is open of the agent "waiting" and the workflow "queue". */
const open = async () => ({
  agents: (await sdk.points(METRIC.activeInvocations.name)).filter(
    ({ attributes }) => attributes['gen_ai.agent.name'] === 'waiting',
  ),
  runs: (await sdk.points(METRIC.activeRuns.name)).filter(
    ({ attributes }) => attributes['gen_ai.workflow.name'] === 'queue',
  ),
});

describe('by hand', () => {
  test('what is run inside is a part of it and carries its names, until it ends', async () => {
    const article = startWorkflow({ name: 'article', conversationId: 'c-1' });
    const writer = article.run(() => startAgent({ name: 'writer', version: '2' }));
    const search = writer.run(() => startTool({ name: 'search', type: 'datastore' }));
    search.end();
    await writer.run(async () => {
      await tick();
      tool('look up', () => 1)();
    });
    expect(sdk.spans()).toHaveLength(2);
    writer.end();
    article.end();
    expect(family()).toEqual([
      'execute_tool look up < invoke_agent writer',
      'execute_tool search < invoke_agent writer',
      'invoke_agent writer < invoke_workflow article',
      'invoke_workflow article < root',
    ]);
    expect(spanNamed('execute_tool look up')?.attributes).toMatchObject({
      'gen_ai.workflow.name': 'article',
      'gen_ai.agent.name': 'writer',
      'gen_ai.agent.version': '2',
      'gen_ai.conversation.id': 'c-1',
    });
    const calls = await sdk.points(METRIC.invokeAgentToolCalls.name);
    expect(
      calls.find(({ attributes }) => attributes['gen_ai.agent.name'] === 'writer')?.value,
    ).toBe(2);
  });

  test('counts what has begun and not ended, which ends once however often it is told', async () => {
    const labels = { 'gen_ai.agent.name': 'waiting', 'gen_ai.workflow.name': 'queue' };
    const run = startWorkflow('queue');
    const [first, second] = run.run(() => [startAgent('waiting'), startAgent('waiting')]);
    expect(await open()).toMatchObject({
      agents: [{ attributes: labels, value: 2 }],
      runs: [{ attributes: { 'gen_ai.workflow.name': 'queue' }, value: 1 }],
    });
    first?.fail(new Error('no answer'));
    first?.end();
    run.end();
    expect(await open()).toMatchObject({ agents: [{ value: 1 }], runs: [{ value: 0 }] });
    second?.end();
    expect(await open()).toMatchObject({ agents: [{ value: 0 }] });
  });

  test('ends once, the first end counts, and a block with "using" ends it', () => {
    {
      using failed = startAgent('failing');
      failed.fail(Object.assign(new Error('slow down'), { status: 429 }));
      failed.end();
    }
    {
      using quiet = startTool('quiet');
      expect(trace.getSpan(quiet.context)).toBeDefined();
    }
    expect(
      sdk
        .spans()
        .map(({ name, status, attributes }) => [name, status.code, attributes['error.type']]),
    ).toEqual([
      ['invoke_agent failing', 2, 'rate_limit'],
      ['execute_tool quiet', 0, undefined],
    ]);
  });

  test('needs a name', () => {
    expect(() => startAgent('')).toThrow(/startAgent/);
    expect(() => startTool({} as never)).toThrow(TypeError);
    expect(() => startWorkflow(3 as never)).toThrow(TypeError);
  });
});

describe('the context holds', () => {
  test('in parallel branches, each with its own agent and prompt', async () => {
    const seen = new Map<string, unknown>();
    const branch = (name: string) =>
      agent(name, async () => {
        await tick();
        await prompt({ name, version: '1' }, async () => {
          await tick();
          await tool(`tool of ${name}`, tick)();
        });
        seen.set(name, trace.getSpan(context.active())?.spanContext().spanId);
      })();
    await workflow('review', () => Promise.all(['a', 'b', 'c'].map(branch)))();
    for (const name of ['a', 'b', 'c']) {
      expect(spanNamed(`execute_tool tool of ${name}`)?.attributes).toMatchObject({
        'gen_ai.agent.name': name,
        'gen_ai.prompt.name': name,
        'gen_ai.workflow.name': 'review',
      });
      expect(seen.get(name)).toBe(spanNamed(`invoke_agent ${name}`)?.spanContext().spanId);
    }
  });

  test('over a handoff: the next agent is not a part of the one before it', async () => {
    const second = agent({ name: 'second' }, async () => {
      await tick();
      tool('of second', () => 1)();
    });
    const first = agent({ name: 'first', version: '9' }, async () => ({ handoff: second }));
    await workflow('triage', async () => {
      const { handoff } = await first();
      await handoff();
    })();
    expect(family()).toEqual([
      'execute_tool of second < invoke_agent second',
      'invoke_agent first < invoke_workflow triage',
      'invoke_agent second < invoke_workflow triage',
      'invoke_workflow triage < root',
    ]);
    expect(spanNamed('execute_tool of second')?.attributes).not.toHaveProperty(
      'gen_ai.agent.version',
    );
  });

  test('over retries: each attempt is a span, and all count for the agent', async () => {
    let attempts = 0;
    const flaky = tool('flaky', async () => {
      attempts += 1;
      await tick();
      if (attempts < 3) throw Object.assign(new Error('not yet'), { status: 503 });
      return attempts;
    });
    const stubborn = agent('stubborn', async () => {
      for (;;) {
        try {
          return await flaky();
        } catch {
          await tick();
        }
      }
    });
    expect(await stubborn()).toBe(3);
    const calls = await sdk.points(METRIC.invokeAgentToolCalls.name);
    expect(
      calls.find(({ attributes }) => attributes['gen_ai.agent.name'] === 'stubborn')?.value,
    ).toBe(3);
    expect(sdk.spans().map(({ attributes }) => attributes['error.type'])).toEqual([
      'server',
      'server',
      undefined,
      undefined,
    ]);
    expect(family().slice(0, 3)).toEqual(
      Array(3).fill('execute_tool flaky < invoke_agent stubborn'),
    );
  });

  test('when it is cancelled: that is a category of its own, on every span that it ends', async () => {
    const abort = new AbortController();
    const waiting = workflow('long', () =>
      agent('patient', () => setTimeout(60_000, undefined, { signal: abort.signal }))(),
    )();
    abort.abort();
    await expect(waiting).rejects.toThrow('aborted');
    expect(sdk.spans().map(({ attributes }) => attributes['error.type'])).toEqual([
      'cancelled',
      'cancelled',
    ]);
  });

  test('through async generators inside each other, left before their end', async () => {
    const words = tool('words', async function* words() {
      for (const word of ['one', 'two', 'three']) {
        await tick();
        yield word;
      }
    });
    const speaker = agent('speaker', async function* speaker() {
      for await (const word of words()) {
        tool('say', () => word)();
        yield word;
      }
    });
    for await (const word of speaker()) if (word === 'two') break;
    expect(family()).toEqual([
      'execute_tool say < invoke_agent speaker',
      'execute_tool say < invoke_agent speaker',
      'execute_tool words < invoke_agent speaker',
      'invoke_agent speaker < root',
    ]);
  });
});
