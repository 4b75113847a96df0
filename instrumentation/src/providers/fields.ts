/** An object of which nothing is known: what a provider sends is looked at, never trusted. */
export type Fields = Readonly<Record<string, unknown>>;

/** The object in a field; an empty one where there is none. A class is an object with fields too. */
export function fieldsOf(value: unknown): Fields {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
    ? (value as Fields)
    : {};
}

/** The string in a field. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The number in a field. */
export function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The objects in a field that holds a list. */
export function list(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

/** The strings among `values`; undefined where there is none. */
export function texts(values: readonly unknown[]): readonly string[] | undefined {
  const found = values.map(text).filter((value) => value !== undefined);
  return found.length > 0 ? found : undefined;
}

/** The sum of what was told; undefined where nothing was. */
export function sum(...values: readonly (number | undefined)[]): number | undefined {
  const told = values.filter((value) => value !== undefined);
  return told.length > 0 ? told.reduce((total, value) => total + value, 0) : undefined;
}
