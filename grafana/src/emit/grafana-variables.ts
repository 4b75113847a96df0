import * as grafana from '@grafana/grafana-foundation-sdk/dashboard';
import type { ChoiceVariable, LabelVariable, TextVariable, Variable } from '../model.js';
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

const choice = ({
  name,
  title,
  choices,
  all,
  several,
}: ChoiceVariable): grafana.CustomVariableBuilder =>
  new grafana.CustomVariableBuilder(name)
    .label(title)
    .values(choices.map((each) => `${each.title} : ${each.value}`).join(', '))
    .multi(several)
    .includeAll(true)
    .allValue(all)
    .current(ALL);

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
  return variable.kind === 'text' ? text(variable) : list(variable);
}
