import { useVariableDefinitionStoreCtx } from '@perses-dev/dashboards';
import { BuiltinVariableContext, VariableContext } from '@perses-dev/plugin-system';
import { useContext, useMemo, useState, type ReactElement, type ReactNode } from 'react';
import { settleVariables } from './settled-variables.js';

/**
 * What is chosen, for a dashboard, which is rendered when it changes: not because its choices are asked
 * for again, see {@link settleVariables}, nor because Perses renders what is around it.
 */
export function SettledVariablesProvider({ children }: { children: ReactNode }): ReactElement {
  const store = useVariableDefinitionStoreCtx();
  useState(() => settleVariables(store));
  const { state } = useContext(VariableContext)!;
  const { variables } = useContext(BuiltinVariableContext)!;
  const held = useMemo(() => ({ state }), [state]);
  const heldBuiltin = useMemo(() => ({ variables }), [variables]);
  return (
    <BuiltinVariableContext.Provider value={heldBuiltin}>
      <VariableContext.Provider value={held}>{children}</VariableContext.Provider>
    </BuiltinVariableContext.Provider>
  );
}
