import { context } from '@opentelemetry/api';
import type { InferenceRecorder } from '../inference/recorder.js';
import { fieldsOf } from './fields.js';

type Method = (...args: unknown[]) => unknown;

/**
 * The part that is relied on of the `APIPromise` in the SDKs of OpenAI and Anthropic, which are
 * made by the same generator; the same in all their versions.
 */
export interface ApiPromise {
  responsePromise: Promise<unknown>;
  parseResponse: Method;
  asResponse: () => Promise<unknown>;
  _thenUnwrap: (transform: Method) => unknown;
}

/** The part of their `Stream` that is relied on: every way to read it goes through `iterator`. */
export interface ApiStream {
  iterator: () => AsyncIterator<unknown>;
  readonly controller?: AbortController;
}

/** True for a promise of these SDKs. */
export function isApiPromise(value: unknown): value is ApiPromise {
  const fields = fieldsOf(value);
  return (
    fields['responsePromise'] instanceof Promise &&
    ['parseResponse', 'asResponse', '_thenUnwrap'].every((it) => typeof fields[it] === 'function')
  );
}

/** True for a stream of these SDKs. */
export function isApiStream(value: unknown): value is ApiStream {
  return typeof fieldsOf(value)['iterator'] === 'function';
}

/** What is to be told of a call. */
export interface ApiPromiseObserver {
  readonly recorder: InferenceRecorder;
  /** Told of the parsed response, once; what it returns is what the application gets. */
  readonly arrived: (data: unknown) => unknown;
  /** Told of a failure, which it throws again. */
  readonly failed: (error: unknown) => never;
}

/**
 * Observes a call by what its promise does when it is awaited, or asked for `.withResponse()`,
 * `.asResponse()`, or a derived promise as by `.parse()` and `.stream()`. It stays the SDK's own.
 */
export function observeApiPromise(promise: ApiPromise, observer: ApiPromiseObserver): void {
  const { recorder, arrived, failed } = observer;
  let parsing = false;
  let seen = false;

  const once = (data: unknown): unknown => {
    if (seen) return data;
    seen = true;
    return arrived(data);
  };

  // Replaced, not branched off: a branch would count as a handler of the failure.
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
    // Some versions derive from the request, not from this promise's own parsing.
    target._thenUnwrap = (transform) => {
      const derived = thenUnwrap.call(target, (data, ...rest) => transform(once(data), ...rest));
      if (isApiPromise(derived)) observeParsing(derived, (data) => data);
      return derived;
    };
  };

  observeParsing(promise, once);
}
