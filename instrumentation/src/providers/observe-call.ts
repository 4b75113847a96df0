import { guard } from '../guard.js';
import { observeStream } from '../inference/observe-stream.js';
import type { InferenceRecorder } from '../inference/recorder.js';
import { isApiPromise, isApiStream, observeApiPromise } from './api-promise.js';
import { fieldsOf } from './fields.js';
import type { Endpoint } from './provider.js';

const isAsyncIterator = (value: unknown): value is AsyncIterator<unknown> =>
  typeof fieldsOf(value)['next'] === 'function';

/**
 * Observes what a method of an SDK returned, so that `recorder` learns of the response however the
 * application takes it. A failure that nobody handles stays unhandled.
 *
 * @returns what the application is to get: behaves as `returned` does, and is the same object where
 *   that is an SDK's own promise. Undefined where it is not of a kind that is known.
 */
export function observeCall(
  returned: unknown,
  endpoint: Endpoint,
  recorder: InferenceRecorder,
): unknown {
  const failed = (error: unknown): never => {
    recorder.fail(error);
    throw error;
  };

  const streamed = (
    iterator: AsyncIterator<unknown>,
    aborted: () => boolean,
  ): AsyncIterator<unknown> => {
    const learn = endpoint.events?.();
    return observeStream(iterator, {
      recorder,
      read: (event) => {
        const fields = fieldsOf(event);
        if (learn !== undefined) recorder.learn(learn(fields));
        if (endpoint.isOutput?.(fields) === true) recorder.chunk();
      },
      aborted,
    });
  };

  const arrived = (data: unknown): unknown => {
    guard('reading a response', () => {
      if (isApiStream(data)) {
        const iterate = data.iterator;
        // Where it is aborted before it is read, nothing else would ever tell. One that is read
        // tells first by itself, and better: the SDK aborts what failed, too.
        data.controller?.signal.addEventListener(
          'abort',
          () => setImmediate(() => recorder.abandon('The request was aborted')),
          { once: true },
        );
        data.iterator = () =>
          streamed(iterate.call(data), () => data.controller?.signal.aborted ?? false);
      } else if (isAsyncIterator(data)) {
        streamed(data, () => false);
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
