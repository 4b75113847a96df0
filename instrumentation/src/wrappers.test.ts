import { context, trace } from '@opentelemetry/api';
import type { ReadableStreamAsyncIterator } from 'node:stream/web';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { agent, prompt, tool, workflow } from './index.js';
import { METRIC } from './semconv.js';
import { startInMemorySdk, type InMemorySdk } from './testing/in-memory-sdk.js';

let sdk: InMemorySdk;

beforeAll(() => {
  sdk = startInMemorySdk();
});

afterEach(() => sdk.clear());
afterAll(() => sdk.stop());

const activeSpanId = () => trace.getSpan(context.active())?.spanContext().spanId;

const tick = () => setTimeout(1);

const onlySpan = () => {
  const spans = sdk.spans();
  expect(spans.map(({ name }) => name)).toHaveLength(1);
  return spans[0]!;
};

describe('a wrapped function', () => {
  test('has the name, the parameters and the receiver of the original', () => {
    const counter = {
      base: 2,
      add: tool('add', function add(this: { base: number }, a: number, b: number) {
        return this.base + a + b;
      }),
    };
    expect(counter.add(3, 4)).toBe(9);
    expect(counter.add.name).toBe('add');
    expect(counter.add).toHaveLength(2);
  });

  test('returns a value at once, and has ended by then', () => {
    expect(workflow('sum', (a: number, b: number) => a + b)(1, 2)).toBe(3);
    expect(onlySpan().name).toBe('invoke_workflow sum');
  });

  test('ends when its promise settles', async () => {
    const result = agent('slow', async () => {
      await tick();
      return 'done';
    })();
    expect(sdk.spans()).toEqual([]);
    await expect(result).resolves.toBe('done');
    expect(onlySpan().attributes).toMatchObject({
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'slow',
    });
  });

  test.each([
    ['throws', () => agent('failing', (error: Error) => raise(error))],
    ['rejects', () => agent('failing', async (error: Error) => raise(error))],
  ])('that %s passes the very error on, with its category', async (_, wrap) => {
    const error = Object.assign(new Error('slow down'), { status: 429 });
    await expect(async () => wrap()(error)).rejects.toBe(error);
    expect(onlySpan()).toMatchObject({
      status: { code: 2, message: 'slow down' },
      attributes: { 'error.type': 'rate_limit' },
    });
  });

  test('refuses what is no name and what is no function', () => {
    expect(() => workflow('', () => 1)).toThrow(/workflow.*not empty, not ""/);
    expect(() => agent({ name: 3 } as never, () => 1)).toThrow(TypeError);
    expect(() => tool('search', 'x' as never)).toThrow(/tool\("search", fn\).*not string/);
  });

  test('runs even where telling the conversation fails', () => {
    expect(agent({ name: 'writer', conversationId: raiseNoId }, () => 5)()).toBe(5);
    expect(onlySpan().attributes).not.toHaveProperty('gen_ai.conversation.id');
  });
});

describe('a wrapped generator', () => {
  const inside: (string | undefined)[] = [];
  const count = agent('counter', async function* count(to: number) {
    for (let i = 1; i <= to; i += 1) {
      inside.push(activeSpanId());
      await tick();
      yield i;
    }
    return 'end';
  });

  test('runs in its span whoever asks for the next value, and ends with the last', async () => {
    const seen: number[] = [];
    const outside = activeSpanId();
    for await (const value of count(3)) {
      seen.push(value);
      expect(activeSpanId()).toBe(outside);
      expect(sdk.spans()).toEqual([]);
    }
    expect(seen).toEqual([1, 2, 3]);
    const { spanId } = onlySpan().spanContext();
    expect(inside).toEqual([spanId, spanId, spanId]);
  });

  test('ends well when it is left early', async () => {
    for await (const value of count(3)) if (value === 2) break;
    expect(onlySpan().status.code).toBe(0);
  });

  test('fails with what is thrown inside', async () => {
    const broken = tool('broken', function* broken() {
      yield 1;
      throw new RangeError('out of numbers');
    });
    expect(() => [...broken()]).toThrow('out of numbers');
    expect(onlySpan().status.message).toBe('out of numbers');
  });

  test('keeps its return value and stays the object that it was', async () => {
    const original = one();
    const wrapped = agent('one', () => original)();
    expect(wrapped).toBe(original);
    expect(await wrapped.next()).toEqual({ value: 1, done: false });
    expect(await wrapped.next()).toEqual({ value: 'end', done: true });
  });
});

describe('other results', () => {
  test('a stream of values, alone or in a promise, ends the span when it ends', async () => {
    const stream = {
      kept: true,
      async *[Symbol.asyncIterator]() {
        yield 1;
        yield 2;
      },
    };
    const result = await agent('streaming', async () => stream)();
    expect(result).toBe(stream);
    expect(sdk.spans()).toEqual([]);
    const seen: number[] = [];
    for await (const value of result) seen.push(value);
    expect(seen).toEqual([1, 2]);
    expect(onlySpan().name).toBe('invoke_agent streaming');
  });

  test('a web stream that is its own iterator, as of LangGraph, ends the span when it ends', async () => {
    class IterableStream extends ReadableStream<number> {
      reader = this.getReader();
      async next(): Promise<IteratorResult<number>> {
        const { value, done } = await this.reader.read();
        return done ? { value, done } : { value, done };
      }
      override [Symbol.asyncIterator](): ReadableStreamAsyncIterator<number> {
        return this as never;
      }
    }
    const stream = new IterableStream({
      start(controller) {
        controller.enqueue(1);
        controller.close();
      },
    });
    const seen: number[] = [];
    for await (const value of await agent('graph', async () => stream)()) {
      seen.push(value);
      expect(sdk.spans()).toEqual([]);
    }
    expect(seen).toEqual([1]);
    expect(onlySpan().name).toBe('invoke_agent graph');
  });

  test('what is thrown may be anything', () => {
    const nothing: unknown = Object.create(null);
    const failing = agent('odd', () => {
      // oxlint-disable-next-line no-throw-literal -- libraries do
      throw nothing;
    });
    let thrown: unknown;
    try {
      failing();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBe(nothing);
    expect(onlySpan()).toMatchObject({
      status: { code: 2 },
      attributes: { 'error.type': 'other' },
    });
  });

  test('a lazy thenable starts only when it is awaited, and keeps its methods', async () => {
    let started = 0;
    class Query extends Promise<string> {
      limit(): string {
        return 'limited';
      }
      static override get [Symbol.species]() {
        return Promise;
      }
      // oxlint-disable-next-line unicorn/no-thenable -- query builders are such promises
      override then<A, B>(
        onFulfilled?: ((value: string) => A | PromiseLike<A>) | null,
        onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
      ): Promise<A | B> {
        started += 1;
        return Promise.resolve('rows').then(onFulfilled, onRejected);
      }
    }
    const original = new Query(() => {});
    const query = tool('query', () => original)();
    expect(query).toBe(original);
    expect(query.limit()).toBe('limited');
    expect(started).toBe(0);
    expect(await query).toBe('rows');
    expect(started).toBe(1);
    expect(onlySpan().name).toBe('execute_tool query');
  });

  test.each([
    ['an array', [1, 2]],
    ['a map', new Map([['a', 1]])],
    ['a frozen object', Object.freeze({ a: 1 })],
    ['a string', 'text'],
    ['nothing', undefined],
    ['null', null],
  ])('%s is returned as it is', (_, value) => {
    expect(agent('plain', () => value)()).toBe(value);
    expect(onlySpan().status.code).toBe(0);
  });
});

describe('the context', () => {
  test('parallel branches keep their own agent, and their own counts', async () => {
    const search = tool('search', tick);
    const branch = (name: string, calls: number) =>
      agent(name, async () => {
        for (let i = 0; i < calls; i += 1) await search();
      });
    await workflow('parallel', () => Promise.all([branch('left', 1)(), branch('right', 3)()]))();
    const toolCalls = await sdk.points(METRIC.invokeAgentToolCalls.name);
    const of = (name: string) =>
      toolCalls.find(({ attributes }) => attributes['gen_ai.agent.name'] === name);
    expect(of('left')).toMatchObject({
      value: 1,
      attributes: { 'gen_ai.workflow.name': 'parallel' },
    });
    expect(of('right')?.value).toBe(3);
  });

  test('a prompt holds inside, while a stream is read too, and not after', async () => {
    const stream = prompt({ name: 'greet', version: '3' }, async function* stream() {
      tool('inside', () => {})();
      yield 1;
      tool('later', () => {})();
    });
    for await (const _ of stream) tool('outside', () => {})();
    const prompts = sdk
      .spans()
      .map((span) => [span.name, span.attributes['gen_ai.prompt.version']]);
    expect(Object.fromEntries(prompts)).toEqual({
      'execute_tool inside': '3',
      'execute_tool outside': undefined,
      'execute_tool later': '3',
    });
  });

  test('a prompt without a version is refused', () => {
    expect(() => prompt({ name: 'greet' } as never, () => 1)).toThrow(
      /options\.version must be a string that is not empty, not undefined/,
    );
  });

  test('the conversation is told from the arguments, for everything inside', () => {
    const chat = agent(
      { name: 'chat', conversationId: (session: { id: string }) => session.id },
      (_session: { id: string }) => tool('inside', () => {})(),
    );
    chat({ id: 'c-1' });
    const ids = sdk.spans().map((span) => span.attributes['gen_ai.conversation.id']);
    expect(ids).toEqual(['c-1', 'c-1']);
  });
});

function raise(error: Error): never {
  throw error;
}

function raiseNoId(): string {
  return raise(new Error('no id'));
}

async function* one() {
  yield 1;
  return 'end';
}
