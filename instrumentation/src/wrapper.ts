/** A standard (TC39) decorator of methods, static and private ones included. */
export type OperationDecorator = <This, A extends unknown[], R>(
  method: (this: This, ...args: A) => R,
  context: ClassMethodDecoratorContext<This, (this: This, ...args: A) => R>,
) => (this: This, ...args: A) => R;

type Function = (this: unknown, ...args: unknown[]) => unknown;

/** `run` as a function that looks like `original`: same name, same number of parameters. */
const likeOriginal = (original: Function, run: Function): Function => {
  for (const key of ['name', 'length'] as const) {
    Object.defineProperty(run, key, { value: original[key], configurable: true });
  }
  return run;
};

/**
 * The options of a wrapper from a bare name.
 * @throws TypeError that says what is missing
 */
export function namedOptions<O extends { readonly name: string }>(
  wrapper: string,
  options: string | O,
): O | { readonly name: string } {
  const named = typeof options === 'string' ? { name: options } : options;
  if (typeof named?.name !== 'string' || named.name === '') {
    throw new TypeError(
      `${wrapper}(options, fn): options must be a name or an object with a name that is not empty, ` +
        `not ${JSON.stringify(options)}`,
    );
  }
  return named;
}

/**
 * What a wrapper returns: the wrapped function, or without a function a decorator of methods.
 *
 * @param wrapper its name and the name that it was given, for what is thrown
 * @param around runs `fn`, given its arguments, and returns its result
 * @throws TypeError when there is a second argument that is no function
 */
export function wrapOrDecorate(
  [wrapper, name]: readonly [wrapper: string, name: string],
  given: readonly unknown[],
  around: (fn: () => unknown, args: readonly unknown[]) => unknown,
): unknown {
  const wrap = (fn: unknown): unknown => {
    if (typeof fn !== 'function') {
      throw new TypeError(`${wrapper}("${name}", fn): fn must be a function, not ${typeof fn}`);
    }
    const original = fn as Function;
    return likeOriginal(original, function run(this: unknown, ...args) {
      return around(() => original.apply(this, args), args);
    });
  };
  return given.length === 0 ? wrap : wrap(given[0]);
}
