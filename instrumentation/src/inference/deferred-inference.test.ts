import { context } from '@opentelemetry/api';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startInMemorySdk, type InMemorySdk } from '../testing/in-memory-sdk.js';
import { deferInference } from './deferred-inference.js';
import { beginInference } from './recorder.js';

const request = { operation: 'chat', provider: 'house', model: 'house-1', stream: false };

let sdk: InMemorySdk;

beforeAll(() => {
  sdk = startInMemorySdk();
});
afterEach(() => sdk.clear());
afterAll(() => sdk.stop());

const models = (): readonly unknown[] =>
  sdk.spans().map((span) => span.attributes['gen_ai.request.model']);

test('a call that nothing inside records is recorded, from its beginning', () => {
  const recorder = deferInference(() => request);
  recorder.learn({ usage: { inputTokens: 3 } });
  expect(models()).toEqual([]);
  recorder.end();
  recorder.end();
  expect(models()).toEqual(['house-1']);
  expect(sdk.spans()[0]?.attributes['gen_ai.usage.input_tokens']).toBe(3);
});

test('a call that something inside records is left to it', () => {
  const recorder = deferInference(() => request);
  context.with(recorder.context, () => beginInference({ ...request, model: 'sdk-1' }).end());
  recorder.learn({ usage: { inputTokens: 3 } });
  recorder.chunk();
  recorder.fail(new Error('later'));
  expect(models()).toEqual(['sdk-1']);
});

test('of frameworks inside each other the innermost records', () => {
  const outer = deferInference(() => request);
  const inner = context.with(outer.context, () =>
    deferInference(() => ({ ...request, model: 'inner' })),
  );
  inner.end();
  outer.end();
  expect(models()).toEqual(['inner']);
});

test('a request that cannot be read is nobody’s failure', () => {
  const recorder = deferInference(() => {
    throw new Error('unreadable');
  });
  expect(() => recorder.end()).not.toThrow();
  expect(models()).toEqual([]);
});
