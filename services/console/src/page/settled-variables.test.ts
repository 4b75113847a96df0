import type { VariableState, VariableStateMap } from '@perses-dev/plugin-system';
import { expect, it } from 'vitest';
import { settledVariables } from './settled-variables.js';

const choices = (...values: readonly string[]): NonNullable<VariableState['options']> =>
  values.map((value) => ({ label: value, value }));

const state = (agent: Partial<VariableState> = {}): VariableStateMap => ({
  service: { value: '.+', options: choices('shop'), loading: false },
  agent: { value: 'reviewer', options: choices('reviewer', 'writer'), loading: false, ...agent },
});

it('does not tell that the same choices are asked for again', () => {
  const told = state();
  expect(settledVariables(told, state({ loading: true }))).toBe(told);
  expect(settledVariables(told, state())).toBe(told);
});

it.each([
  ['another choice that was made', state({ value: 'writer' })],
  [
    'the same, while choices that follow from it are asked for',
    state({ value: 'writer', loading: true }),
  ],
  ['a choice that is new', state({ options: choices('reviewer', 'writer', 'tester') })],
])('tells %s', (_, now) => {
  expect(settledVariables(state(), now)).toBe(now);
});

it('tells that choices are being asked for until they have been told once', () => {
  const [told, now] = [state({ loading: true }), state()];
  expect(settledVariables(told, state({ loading: true }))).not.toBe(told);
  expect(settledVariables(told, now)).toBe(now);
});
