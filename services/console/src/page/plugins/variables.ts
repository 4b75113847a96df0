import { parseVariables, type VariableStateMap } from '@perses-dev/plugin-system';

/**
 * Whether a query names a variable that has no value yet. When it comes, Perses asks again. A
 * variable that only looks for its choices anew, as at each refresh, keeps its value meanwhile.
 */
export function waitsForVariables(query: string, state: VariableStateMap): boolean {
  return parseVariables(query).some((name) => {
    const variable = state[name];
    return variable?.value === undefined || (variable.loading && variable.options === undefined);
  });
}
