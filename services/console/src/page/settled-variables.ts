import type { useVariableDefinitionStoreCtx } from '@perses-dev/dashboards';
import { parseVariables } from '@perses-dev/plugin-system/dist/utils/variables';
import equal from 'fast-deep-equal';

/** What Perses keeps of a dashboard's variables, and how it is changed. */
export type Variables = ReturnType<typeof useVariableDefinitionStoreCtx>;

/**
 * With each refresh Perses asks for the choices of all variables, notes twice of each that it does, and
 * what is chosen; all controls, and all panels, would be rendered with each note. From now on it is
 * neither noted that the same is asked for again, nor that choices, and what is chosen, are what was
 * noted before.
 */
export function settleVariables(variables: Variables): void {
  const { setVariableLoading, setVariableOptions, setVariableValue } = variables.getState();
  /** What the choices of a variable followed from when they were last known, by its name. */
  const followedFrom = new Map<string, unknown>();
  const notedValues = new Map<string, unknown>();

  const stateOf = (name: string, source?: string) =>
    variables.getState().variableState.get({ name, ...(source !== undefined && { source }) });

  /** What is chosen for the variables that the one asks with. */
  const followsFrom = (name: string): unknown => {
    const definition = variables
      .getState()
      .variableDefinitions.find(({ spec }) => spec.name === name);
    return parseVariables(JSON.stringify(definition ?? '')).map((other) => stateOf(other)?.value);
  };

  variables.setState({
    setVariableLoading(name, loading, source) {
      const now = followsFrom(name);
      if (loading && equal(followedFrom.get(name), now)) return;
      if (!loading) followedFrom.set(name, now);
      setVariableLoading(name, loading, source);
    },
    setVariableOptions(name, options, source) {
      if (!equal(stateOf(name, source)?.options, options))
        setVariableOptions(name, options, source);
    },
    setVariableValue(name, value, source) {
      const noted = [notedValues.get(name), stateOf(name, source)?.value];
      if (noted.every((each) => equal(each, value))) return;
      notedValues.set(name, value);
      setVariableValue(name, value, source);
    },
  });
}
