const VARIABLE = /\$\{env:(\w+)\}/g;

/** A value in which each `${env:NAME}` is replaced. */
export interface Expanded<T> {
  readonly value: T;
  /** Variables that are not set, or empty. */
  readonly unset: readonly string[];
}

/** Replaces `${env:NAME}` in each text of a value; a variable that is not set leaves nothing. */
export function expandVariables<T>(value: T, env: NodeJS.ProcessEnv): Expanded<T> {
  const unset = new Set<string>();
  const expand = (of: unknown): unknown => {
    if (typeof of === 'string') {
      return of.replaceAll(VARIABLE, (_, name: string) => {
        if (!env[name]) unset.add(name);
        return env[name] ?? '';
      });
    }
    if (Array.isArray(of)) return of.map(expand);
    if (typeof of !== 'object' || of === null) return of;
    return Object.fromEntries(Object.entries(of).map(([key, each]) => [key, expand(each)]));
  };
  return { value: expand(value) as T, unset: [...unset] };
}
