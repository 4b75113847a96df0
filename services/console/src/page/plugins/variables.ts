import type { VariableValue } from '@perses-dev/core';
import type { VariableStateMap } from '@perses-dev/plugin-system';

/**
 * Whether one of some variables has no value yet. When it comes, Perses asks again. A variable that
 * only looks for its choices anew, as at each refresh, keeps its value meanwhile.
 */
export function isWaiting(names: readonly string[], state: VariableStateMap): boolean {
  return names.some((name) => {
    const variable = state[name];
    return variable?.value === undefined || (variable.loading && variable.options === undefined);
  });
}

/** What is typed into a text variable. An address has its commas for those of a list. */
export const textOf = (value: VariableValue | undefined): string => [value ?? ''].flat().join(',');
