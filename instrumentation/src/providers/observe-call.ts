import { guard } from '../guard.js';
import { observeStream } from '../inference/observe-stream.js';
import type { InferenceRecorder } from '../inference/recorder.js';
import { isApiPromise, isApiStream, observeApiPromise } from './api-promise.js';
import { endOnAbort } from './end-on-abort.js';
import { fieldsOf } from './fields.js';
import type { Endpoint } from './provider.js';

const isAsyncIterator = (value: unknown): value is AsyncIterator<unknown> =>
  typeof fieldsOf(value)['next'] === 'function';

/**
 * Observes what a method of an SDK returned, so that `recorder` learns of the response however the
 * application takes it. A failure that nobody handles stays unhandled.
 *
 * @param signal by which the application may abort the call, where the SDK's stream has none itself
 * @returns what the application is to get: behaves as `returned` does, and is the same object where
 *   that is an SDK's own promise. Undefined where it is not of a kind that is known.
 */
export function observeCall(
  returned: unknown,
  endpoint: Endpoint,
  recorder: InferenceRecorder,
  signal?: AbortSignal,
): unknown {
  const failed = (error: unknown): never => {
    recorder.fail(error);
    throw error;
  };

  const streamed = (
    iterator: AsyncIterator<unknown>,
    told: InferenceRecorder,
    aborted: () => boolean,
  ): AsyncIterator<unknown> => {
    const learn = endpoint.events?.();
    return observeStream(iterator, {
      recorder: told,
      read: (event) => {
        const fields = fieldsOf(event);
        if (learn !== undefined) told.learn(learn(fields));
        if (endpoint.isOutput?.(fields) === true) told.chunk();
      },
      aborted,
    });
  };

  const arrived = (data: unknown): unknown => {
    guard('reading a response', () => {
      if (isApiStream(data)) {
        const iterate = data.iterator;
        const told = endOnAbort(recorder, data.controller?.signal);
        data.iterator = () =>
          streamed(iterate.call(data), told, () => data.controller?.signal.aborted ?? false);
      } else if (isAsyncIterator(data)) {
        streamed(data, endOnAbort(recorder, signal), () => false);
      } else {
        recorder.learn(endpoint.response(fieldsOf(data)));
        recorder.end();
      }
    });
    return data;
  };

  if (isApiPromise(returned)) {
    observeApiPromise(returned, { recorder, arrived, failed });
    return returned;
  }
  // Replaced, not branched off: a branch would count as a handler of the failure, or as a second
  // promise that fails unhandled.
  return returned instanceof Promise ? returned.then(arrived, failed) : undefined;
}
