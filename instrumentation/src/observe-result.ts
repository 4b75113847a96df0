import { context, type Context } from '@opentelemetry/api';

/** Told once how a piece of work ended: without `failure`, well. */
export type Settle = (failure?: { readonly error: unknown }) => void;

type Method = (this: unknown, ...args: unknown[]) => unknown;
type Fields = Record<PropertyKey, unknown>;

const isObject = (value: unknown): value is Fields =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

const has = (value: unknown, key: PropertyKey): boolean =>
  isObject(value) && typeof value[key] === 'function';

/** A Node or web stream may be piped instead of iterated: only its making can be observed. */
const isByteStream = (value: unknown): boolean => has(value, 'pipe') || has(value, 'pipeTo');

/** Puts an own property over a method, so that the object stays what it is in every other way. */
const override = (target: object, key: PropertyKey, method: Method): void => {
  Object.defineProperty(target, key, { value: method, configurable: true, writable: true });
};

const observePromise = (promise: Promise<unknown>, ctx: Context, settle: Settle): unknown =>
  promise.then(
    (value) => observeResult(value, ctx, settle),
    (error: unknown) => {
      settle({ error });
      throw error;
    },
  );

/**
 * A thenable that is not a plain promise, such as the promise of an SDK or a lazy query: it keeps
 * its identity and its other methods, and starts when the application asks for it.
 */
const observeThenable = (thenable: Fields, ctx: Context, settle: Settle): unknown => {
  const original = thenable['then'] as Method;
  // oxlint-disable-next-line unicorn/no-thenable -- it is one already
  override(thenable, 'then', function then(onFulfilled, onRejected) {
    return context.with(
      ctx,
      original,
      thenable,
      (value: unknown) => {
        const observed = observeResult(value, ctx, settle);
        return typeof onFulfilled === 'function' ? onFulfilled(observed) : observed;
      },
      (error: unknown) => {
        settle({ error });
        if (typeof onRejected === 'function') return onRejected(error);
        throw error;
      },
    );
  });
  if (has(thenable, 'catch')) {
    override(thenable, 'catch', (onRejected) =>
      (thenable['then'] as Method)(undefined, onRejected),
    );
  }
  return thenable;
};

/** Observes one step of an iterator, which either returns its result or a promise of it. */
const observeStep = (step: unknown, ends: boolean, settle: Settle): unknown => {
  const see = (result: unknown): unknown => {
    if (ends || (isObject(result) && result['done'] === true)) settle();
    return result;
  };
  if (!has(step, 'then')) return see(step);
  return (step as Promise<unknown>).then(see, (error: unknown) => {
    settle({ error });
    throw error;
  });
};

/** A generator runs in the context of whoever asks for the next value, so it is given its own. */
const observeIterator = (iterator: Fields, ctx: Context, settle: Settle): unknown => {
  for (const key of ['next', 'return', 'throw']) {
    if (!has(iterator, key)) continue;
    const original = iterator[key] as Method;
    override(iterator, key, (...args) => {
      try {
        return observeStep(
          context.with(ctx, original, iterator, ...args),
          key === 'return',
          settle,
        );
      } catch (error) {
        settle({ error });
        throw error;
      }
    });
  }
  return iterator;
};

const observeAsyncIterable = (iterable: Fields, ctx: Context, settle: Settle): unknown => {
  const original = iterable[Symbol.asyncIterator] as Method;
  override(iterable, Symbol.asyncIterator, (...args) =>
    observeIterator(context.with(ctx, original, iterable, ...args) as Fields, ctx, settle),
  );
  return iterable;
};

/**
 * Tells `settle` when what a function returned has run its course: at once for a value, when it
 * settles for a promise, when it is exhausted, left or fails for a generator or a stream of
 * values. Generators run in `ctx`. What is returned behaves as `result` does; where `result` is
 * neither a plain promise nor a value, it is the same object.
 */
export function observeResult<R>(result: R, ctx: Context, settle: Settle): R {
  const value: unknown = result;
  if (!isObject(value) || !Object.isExtensible(value)) {
    settle();
    return result;
  }
  if (value instanceof Promise && value.constructor === Promise) {
    return observePromise(value, ctx, settle) as R;
  }
  if (has(value, 'then')) return observeThenable(value, ctx, settle) as R;
  const iterates = has(value, Symbol.asyncIterator);
  if ((iterates || has(value, Symbol.iterator)) && has(value, 'next')) {
    return observeIterator(value, ctx, settle) as R;
  }
  if (iterates && !isByteStream(value)) return observeAsyncIterable(value, ctx, settle) as R;
  settle();
  return result;
}
