import { ROOT_CONTEXT } from '@opentelemetry/api';
import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import type { InferenceRecorder } from '../inference/recorder.js';
import { endOnAbort } from './end-on-abort.js';

test.each<[string, (recorder: InferenceRecorder) => void]>([
  ['end', (recorder) => recorder.end()],
  ['abandon', (recorder) => recorder.abandon('left')],
  ['fail', (recorder) => recorder.fail(new Error('broken'))],
])('%s is passed on, and leaves nothing at a signal of many calls', (name, finish) => {
  const told: string[] = [];
  const recorder: InferenceRecorder = {
    context: ROOT_CONTEXT,
    learn: () => told.push('learn'),
    chunk: () => told.push('chunk'),
    end: () => told.push('end'),
    abandon: () => told.push('abandon'),
    fail: () => told.push('fail'),
  };
  const { signal } = new AbortController();
  const listened = endOnAbort(recorder, signal);
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  finish(listened);
  expect(told).toEqual([name]);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
