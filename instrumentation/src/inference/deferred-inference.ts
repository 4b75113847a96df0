import { context } from '@opentelemetry/api';
import { callerOf, withCaller, type FrameworkModelCall } from '../caller-context.js';
import { guard } from '../guard.js';
import { beginInference, type InferenceRecorder } from './recorder.js';
import type { InferenceRequest, ResponseFacts } from './request.js';

/**
 * Begins a framework's call to a model. What runs in the recorder's context may record the call
 * itself, as the instrumentation of a provider's SDK does: then that is the call, and this recorder
 * stays silent. Where nothing does by the first chunk, or the end, what the framework tells is
 * recorded, from the time of this beginning.
 */
export function deferInference(request: () => InferenceRequest): InferenceRecorder {
  const around = context.active();
  const startedAt = performance.now();
  const call: FrameworkModelCall = { recorded: false, outer: callerOf(around).modelCall };
  let facts: readonly ResponseFacts[] = [];
  let own: InferenceRecorder | undefined;

  const begin = (): InferenceRecorder => {
    const begun = beginInference(request(), around, startedAt);
    for (const fact of facts) begun.learn(fact);
    return begun;
  };

  const recorder = (): InferenceRecorder | undefined => {
    if (!call.recorded) own ??= guard('beginning a model call', begin);
    return own;
  };

  return {
    context: withCaller(around, { modelCall: call }),
    learn(more) {
      if (own !== undefined) own.learn(more);
      else if (!call.recorded) facts = [...facts, more];
    },
    chunk: () => recorder()?.chunk(),
    end: () => recorder()?.end(),
    abandon: (reason) => recorder()?.abandon(reason),
    fail: (error) => recorder()?.fail(error),
  };
}
