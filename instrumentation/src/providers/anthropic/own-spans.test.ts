import * as sdk from '@anthropic-ai/sdk';
import { afterEach, expect, test, vi } from 'vitest';
import { silenceOwnSpans } from './own-spans.js';

afterEach(() => vi.unstubAllEnvs());

/** The tracer that the SDK gives to a client. */
const tracer = (): unknown => Reflect.get(new sdk.Anthropic({ apiKey: 'test-key' }), '_tracer');

test('clients have no tracer, until it is undone', () => {
  const undo = silenceOwnSpans(sdk);
  expect(tracer()).toBeUndefined();
  undo();
  expect(tracer()).toBeDefined();
});

test("the SDK's own switch is left to decide", () => {
  vi.stubEnv('ANTHROPIC_OPEN_TELEMETRY', 'true');
  const undo = silenceOwnSpans(sdk);
  expect(tracer()).toBeDefined();
  undo();
});

test('a version that makes no spans is left alone', () => {
  expect(silenceOwnSpans({})).not.toThrow();
});
