import type { VariableOption, VariablePlugin } from '@perses-dev/plugin-system';

/** A list of fixed choices, as Perses' plugin of the same name has it. */
export const StaticListVariable: VariablePlugin<{ readonly values: readonly VariableOption[] }> = {
  createInitialOptions: () => ({ values: [] }),
  getVariableOptions: ({ values }) => Promise.resolve({ data: [...values] }),
};
