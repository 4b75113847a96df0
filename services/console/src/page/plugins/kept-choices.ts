import type { VariableDefinition } from '@perses-dev/core';
import type { VariablePlugin } from '@perses-dev/plugin-system';

/** A choice of a variable. */
interface Choice {
  readonly label: string;
  readonly value: string;
}

/**
 * The choices that there are, and those that are chosen though there is nothing of them. Perses
 * takes the first choice in place of a value that is not among them: a link to an agent that is
 * silent would show another agent, without a word.
 * @param chosen the variable in the address: several values have commas between them
 */
export function withChosen(choices: readonly Choice[], chosen: string | null): Choice[] {
  const known = new Set(choices.map(({ value }) => value));
  const missing = (chosen ?? '')
    .split(',')
    .filter((value) => value !== '' && value !== '$__all' && !known.has(value));
  return [...choices, ...missing.map((value) => ({ label: `${value} (no data)`, value }))];
}

/** What the plugin of a variable is told besides its own options. */
interface Named {
  /** The variable's name, which Perses does not tell its plugin. */
  readonly variable?: string;
}

/** The variables, each with its name where its plugin can read it. */
export function withNames(variables: readonly VariableDefinition[]): VariableDefinition[] {
  return variables.map((variable) => {
    if (variable.kind !== 'ListVariable') return variable;
    const { name, plugin } = variable.spec;
    const named = { ...plugin, spec: { ...(plugin.spec as object), variable: name } };
    return { ...variable, spec: { ...variable.spec, plugin: named } };
  });
}

/** A variable plugin that offers, besides what there is, what is chosen. */
export function withKeptChoices<Spec>(plugin: VariablePlugin<Spec>): VariablePlugin<Spec & Named> {
  return {
    ...plugin,
    getVariableOptions: async (spec, context) => {
      const { data, ...rest } = await plugin.getVariableOptions(spec, context);
      const chosen = new URLSearchParams(location.search).get(`var-${spec.variable ?? ''}`);
      return { ...rest, data: withChosen(data, chosen) };
    },
  } as VariablePlugin<Spec & Named>;
}
