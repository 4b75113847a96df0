import { context, createContextKey, ROOT_CONTEXT, type Context } from '@opentelemetry/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startInMemorySdk, type InMemorySdk } from '../../testing/in-memory-sdk.js';
import { RunContextStorage } from './run-context.js';

const KEY = createContextKey('where');
const at = (where: string): Context => ROOT_CONTEXT.setValue(KEY, where);
const where = (): unknown => context.active().getValue(KEY);

let sdk: InMemorySdk;
beforeAll(() => {
  sdk = startInMemorySdk();
});
afterAll(() => sdk.stop());

const storageOf = (contexts: Map<string, Context>) =>
  new RunContextStorage({ contexts, has: (id) => contexts.has(id), fails: () => {} });

test('is the context of whatever span is current by then', () => {
  const contexts = new Map([['agent', at('agent')]]);
  const storage = storageOf(contexts);
  const store: { trace: { traceId: string }; span?: { spanId: string } } = {
    trace: { traceId: 'trace' },
  };
  context.with(at('around'), () =>
    storage.run(store, () => {
      expect(where()).toBe('around');
      contexts.set('trace', at('trace'));
      expect(where()).toBe('trace');
      store.span = { spanId: 'agent' };
      expect(where()).toBe('agent');
      contexts.delete('agent');
      expect(where()).toBe('trace');
    }),
  );
});

test('of a span that is none of its own is that of the span before', () => {
  const storage = storageOf(new Map([['agent', at('agent')]]));
  const span = { spanId: 'response', previousSpan: { spanId: 'agent' } };
  storage.run({ span }, () => expect(where()).toBe('agent'));
});

test('keeps what the code around has added within a span', () => {
  const storage = storageOf(new Map([['tool', at('tool')]]));
  context.with(at('wrapper in the tool'), () =>
    storage.run({ span: { spanId: 'tool' } }, () => expect(where()).toBe('wrapper in the tool')),
  );
});

test('passes on what the code returns, and tells of a run that failed', async () => {
  const failed: unknown[] = [];
  const storage = new RunContextStorage({
    contexts: new Map(),
    has: () => false,
    fails: (traceId) => failed.push(traceId),
  });
  const store = { trace: { traceId: 'trace' } };
  expect(storage.run(store, (a: number, b: number) => a + b, 1, 2)).toBe(3);
  await expect(storage.run(store, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(failed).toEqual(['trace']);
});
