/** What an option may hold, and how to say so. */
export interface OptionKind {
  /** Ends the sentence "must be …". */
  readonly right: string;
  readonly fits: (value: unknown) => boolean;
}

const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isHttpUrl = (value: unknown): boolean =>
  typeof value === 'string' && /^https?:$/.test(URL.parse(value)?.protocol ?? '');

const isWithin = (value: unknown, from: number, to: number): boolean =>
  typeof value === 'number' && value >= from && value <= to;

const isPrice = (value: unknown): boolean => isWithin(value, 0, Number.MAX_VALUE);

const isModelPrices = (value: unknown): boolean =>
  isPlainObject(value) &&
  isPrice(value['input']) &&
  isPrice(value['output']) &&
  ['cacheRead', 'cacheWrite'].every((it) => value[it] === undefined || isPrice(value[it]));

export const text: OptionKind = {
  right: 'a string that is not empty',
  fits: (value) => typeof value === 'string' && value !== '',
};

export const url: OptionKind = { right: 'an http or https URL', fits: isHttpUrl };

export const record: OptionKind = { right: 'an object', fits: isPlainObject };

export const onOff: OptionKind = {
  right: 'true or false',
  fits: (value) => typeof value === 'boolean',
};

export const onOffOrUrl: OptionKind = {
  right: 'true, false, or an http or https URL',
  fits: (value) => typeof value === 'boolean' || isHttpUrl(value),
};

/** A pattern that matches nothing would put a mask between all characters. */
export const patterns: OptionKind = {
  right: 'a list of regular expressions that do not match an empty text',
  fits: (value) =>
    Array.isArray(value) && value.every((it) => it instanceof RegExp && ''.search(it) === -1),
};

export const prices: OptionKind = {
  right:
    'an object of providers, each an object of models, each with input and output (and cacheRead, ' +
    'cacheWrite) in US dollars for a million tokens',
  fits: (value) =>
    isPlainObject(value) &&
    Object.values(value).every(
      (models) => isPlainObject(models) && Object.values(models).every(isModelPrices),
    ),
};

export const discount: OptionKind = {
  right: 'a ratio from 0 to 1, or an object of providers with a ratio each',
  fits: (value) =>
    isWithin(value, 0, 1) ||
    (isPlainObject(value) && Object.values(value).every((ratio) => isWithin(ratio, 0, 1))),
};

/** A number within its bounds. */
export function numberWithin(from: number, to: number): OptionKind {
  return { right: `a number from ${from} to ${to}`, fits: (value) => isWithin(value, from, to) };
}
