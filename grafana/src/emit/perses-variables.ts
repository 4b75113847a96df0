import type { ListVariableDefinition, VariableDefinition } from '@perses-dev/core';
import type { Choice, LabelVariable, Variable } from '../model.js';

/** The plugin that lists the values of a label, by who is asked. */
const LABEL_VALUES: Record<NonNullable<LabelVariable['from']>, string> = {
  prometheus: 'PrometheusLabelValuesVariable',
  loki: 'LokiLabelValuesVariable',
};

const list = (
  { name, title, all }: { readonly name: string; readonly title: string; readonly all: string },
  spec: Pick<ListVariableDefinition['spec'], 'allowMultiple' | 'sort' | 'plugin'>,
): ListVariableDefinition => ({
  kind: 'ListVariable',
  spec: {
    name,
    display: { name: title },
    allowMultiple: spec.allowMultiple,
    allowAllValue: true,
    customAllValue: all,
    defaultValue: '$__all',
    sort: spec.sort ?? 'none',
    plugin: spec.plugin,
  },
});

const fixed = (choices: readonly Choice[]): ListVariableDefinition['spec']['plugin'] => ({
  kind: 'StaticListVariable',
  spec: { values: choices.map(({ title, value }) => ({ label: title, value })) },
});

/** A variable as a Perses definition. */
export function variableDefinition(variable: Variable): VariableDefinition {
  if (variable.kind === 'text') {
    const { name, title } = variable;
    return { kind: 'TextVariable', spec: { name, display: { name: title }, value: '' } };
  }
  if (variable.kind === 'choice') {
    return list(variable, { allowMultiple: variable.several, plugin: fixed(variable.choices) });
  }
  if (variable.kind === 'option') {
    const { name, title, choices, initial } = variable;
    return {
      kind: 'ListVariable',
      spec: {
        name,
        display: { name: title },
        allowMultiple: false,
        allowAllValue: false,
        defaultValue: initial,
        plugin: fixed(choices),
      },
    };
  }
  const { label, series, from = 'prometheus' } = variable;
  return list(variable, {
    allowMultiple: true,
    sort: 'alphabetical-asc',
    plugin: { kind: LABEL_VALUES[from], spec: { labelName: label, matchers: [series] } },
  });
}
