import { BuiltinVariableContext, VariableContext } from '@perses-dev/plugin-system';
import { useContext, useMemo, useState, type ReactElement, type ReactNode } from 'react';
import { settledVariables } from './settled-variables.js';

/**
 * What is chosen, for a dashboard. With each refresh Perses asks for the choices of all variables; it
 * would have everything be rendered when that of each begins and ends, and panels ask again then.
 */
export function SettledVariablesProvider({ children }: { children: ReactNode }): ReactElement {
  const { state } = useContext(VariableContext)!;
  const builtin = useContext(BuiltinVariableContext)!;
  const [told, setTold] = useState(state);
  const settled = settledVariables(told, state);
  if (settled !== told) setTold(settled);
  const variables = useMemo(() => ({ state: settled }), [settled]);
  const heldBuiltin = useMemo(() => builtin, [builtin.variables]);
  return (
    <BuiltinVariableContext.Provider value={heldBuiltin}>
      <VariableContext.Provider value={variables}>{children}</VariableContext.Provider>
    </BuiltinVariableContext.Provider>
  );
}
