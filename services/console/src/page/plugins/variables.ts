import { parseVariables, type VariableStateMap } from '@perses-dev/plugin-system';

/**
 * Whether a query names a variable whose values are not there yet. When they come, Perses asks
 * again.
 */
export function waitsForVariables(query: string, state: VariableStateMap): boolean {
  return parseVariables(query).some((name) => {
    const variable = state[name];
    return variable?.loading === true || variable?.value === undefined;
  });
}
