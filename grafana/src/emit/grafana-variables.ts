import * as grafana from '@grafana/grafana-foundation-sdk/dashboard';
import type {
  Choice,
  ChoiceVariable,
  LabelVariable,
  OptionVariable,
  TextVariable,
  Variable,
} from '../model.js';
import { source } from './grafana-panels.js';

const ALL = { selected: true, text: 'All', value: '$__all' };

const list = ({
  name,
  title,
  label,
  series,
  from = 'prometheus',
  all,
}: LabelVariable): grafana.QueryVariableBuilder =>
  new grafana.QueryVariableBuilder(name)
    .label(title)
    .datasource(source(from))
    .query(`label_values(${series}, ${label})`)
    .refresh(grafana.VariableRefresh.OnTimeRangeChanged)
    .sort(grafana.VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue(all)
    .current(ALL);

/** Commas and colons tell choices and their titles apart. */
const written = (choices: readonly Choice[]): string =>
  choices.map(({ title, value }) => `${title} : ${value}`).join(', ');

const choice = ({
  name,
  title,
  choices,
  all,
  several,
}: ChoiceVariable): grafana.CustomVariableBuilder =>
  new grafana.CustomVariableBuilder(name)
    .label(title)
    .values(written(choices))
    .multi(several)
    .includeAll(true)
    .allValue(all)
    .current(ALL);

const option = ({
  name,
  title,
  choices,
  initial,
}: OptionVariable): grafana.CustomVariableBuilder => {
  const options = choices.map((each) => ({
    selected: each.value === initial,
    text: each.title,
    value: each.value,
  }));
  return new grafana.CustomVariableBuilder(name)
    .label(title)
    .values(written(choices))
    .options(options)
    .current(options.find(({ selected }) => selected)!);
};

const text = ({ name, title }: TextVariable): grafana.TextBoxVariableBuilder =>
  new grafana.TextBoxVariableBuilder(name)
    .label(title)
    .defaultValue('')
    .current({ selected: true, text: '', value: '' });

/** The builder of a variable of any kind. */
export function variableBuilder(
  variable: Variable,
): grafana.QueryVariableBuilder | grafana.CustomVariableBuilder | grafana.TextBoxVariableBuilder {
  if (variable.kind === 'choice') return choice(variable);
  if (variable.kind === 'option') return option(variable);
  return variable.kind === 'text' ? text(variable) : list(variable);
}
