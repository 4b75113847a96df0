import type { InferenceRecorder } from '../inference/recorder.js';

/**
 * `recorder`, which is told when `signal` aborts: where a stream is aborted before it is read,
 * nothing else would ever tell. One that is read tells first by itself, and better: an SDK aborts
 * what failed, too. A signal may be the application's own, for many calls: it is let go at the end.
 */
export function endOnAbort(
  recorder: InferenceRecorder,
  signal: AbortSignal | undefined,
): InferenceRecorder {
  const aborted = (): void => void setImmediate(() => recorder.abandon('The request was aborted'));
  signal?.addEventListener('abort', aborted, { once: true });
  const letGo = (): void => signal?.removeEventListener('abort', aborted);
  return {
    ...recorder,
    end() {
      letGo();
      recorder.end();
    },
    abandon(reason) {
      letGo();
      recorder.abandon(reason);
    },
    fail(error) {
      letGo();
      recorder.fail(error);
    },
  };
}
