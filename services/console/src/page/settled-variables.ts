import type { VariableStateMap } from '@perses-dev/plugin-system';
import equal from 'fast-deep-equal';

const isLoading = (state: VariableStateMap): boolean =>
  Object.values(state).some(({ loading }) => loading);

const asLoaded = (state: VariableStateMap): VariableStateMap =>
  Object.fromEntries(
    Object.entries(state).map(([name, one]) => [name, { ...one, loading: false }]),
  );

/**
 * What a dashboard is told of the variables: what it was told before, while the choices are only being
 * asked for again and nothing else has changed.
 * @param told what it was told before
 * @param state what there is now
 */
export const settledVariables = (
  told: VariableStateMap,
  state: VariableStateMap,
): VariableStateMap => (!isLoading(told) && equal(asLoaded(state), told) ? told : state);
