import { context } from '@opentelemetry/api';
import { guard } from '../../guard.js';
import { observeStream } from '../../inference/observe-stream.js';
import type { InferenceRecorder } from '../../inference/recorder.js';
import type { Endpoint } from './endpoints.js';
import { fieldsOf } from './fields.js';

type Method = (...args: unknown[]) => unknown;

/** The part of the SDK's `APIPromise` that is relied on, the same since version 4. */
interface ApiPromise {
  responsePromise: Promise<unknown>;
  parseResponse: Method;
  asResponse: () => Promise<unknown>;
  _thenUnwrap: (transform: Method) => unknown;
}

/** The part of the SDK's `Stream` that is relied on: every way to read it goes through `iterator`. */
interface ApiStream {
  iterator: () => AsyncIterator<unknown>;
  readonly controller?: AbortController;
}

const isApiPromise = (value: unknown): value is ApiPromise => {
  const fields = fieldsOf(value);
  return (
    fields['responsePromise'] instanceof Promise &&
    ['parseResponse', 'asResponse', '_thenUnwrap'].every((it) => typeof fields[it] === 'function')
  );
};

const isApiStream = (value: unknown): value is ApiStream =>
  typeof fieldsOf(value)['iterator'] === 'function';

/**
 * Observes what a call of the SDK returned, so that `recorder` learns of its response however the
 * application takes it: by `await`, `.withResponse()`, `.asResponse()`, `.parse()` or `.stream()`.
 * The promise stays the SDK's own, and a failure that nobody handles stays unhandled.
 *
 * @returns false when `promise` is not of the kind that is known, and nothing was touched
 */
export function observeCall(
  promise: unknown,
  endpoint: Endpoint,
  recorder: InferenceRecorder,
): boolean {
  if (!isApiPromise(promise)) return false;
  let parsing = false;
  let seen = false;

  const failed = (error: unknown): never => {
    recorder.fail(error);
    throw error;
  };

  const observeData = (data: unknown): unknown => {
    if (seen) return data;
    seen = true;
    guard('reading a response', () => {
      if (isApiStream(data)) {
        observeApiStream(data, endpoint, recorder);
      } else {
        recorder.learn(endpoint.response(fieldsOf(data)));
        recorder.end();
      }
    });
    return data;
  };

  // Replaced, not branched off: a branch would count as a handler of the failure, or as a second
  // promise that fails unhandled.
  const response = promise.responsePromise.then((value) => value, failed);

  const observeParsing = (target: ApiPromise, observe: (data: unknown) => unknown): void => {
    const parse = target.parseResponse;
    const asResponse = target.asResponse;
    const thenUnwrap = target._thenUnwrap;
    target.responsePromise = response;
    target.parseResponse = function parseResponse(...args) {
      parsing = true;
      return Promise.resolve(context.with(recorder.context, parse, this, ...args)).then(
        observe,
        failed,
      );
    };
    target.asResponse = () =>
      asResponse.call(target).then((raw) => {
        // The application reads the body by itself: there is nothing more to be learnt.
        if (!parsing) recorder.end();
        return raw;
      });
    // In version 7 this derives from the request, not from this promise's own parsing.
    target._thenUnwrap = (transform) => {
      const derived = thenUnwrap.call(target, (data, ...rest) =>
        transform(observeData(data), ...rest),
      );
      if (isApiPromise(derived)) observeParsing(derived, (data) => data);
      return derived;
    };
  };

  observeParsing(promise, observeData);
  return true;
}

const observeApiStream = (
  stream: ApiStream,
  endpoint: Endpoint,
  recorder: InferenceRecorder,
): void => {
  const iterate = stream.iterator;
  stream.iterator = () =>
    observeStream(iterate.call(stream), {
      recorder,
      read: (event) => {
        const fields = fieldsOf(event);
        recorder.learn(endpoint.event(fields));
        if (endpoint.isOutput(fields)) recorder.chunk();
      },
      aborted: () => stream.controller?.signal.aborted ?? false,
    });
};
