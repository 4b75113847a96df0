import * as grafana from '@grafana/grafana-foundation-sdk/dashboard';
import { placeRow } from '../grid.js';
import type { Dashboard, Variable } from '../model.js';
import { alertAnnotations } from './alert-annotations.js';
import { panelBuilder, source } from './grafana-panels.js';

const variable = ({ name, title, label, series, all }: Variable): grafana.QueryVariableBuilder =>
  new grafana.QueryVariableBuilder(name)
    .label(title)
    .datasource(source('prometheus'))
    .query(`label_values(${series}, ${label})`)
    .refresh(grafana.VariableRefresh.OnTimeRangeChanged)
    .sort(grafana.VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue(all)
    .current({ selected: true, text: 'All', value: '$__all' });

/**
 * The dashboard in Grafana's JSON. Links to pages of the console are left out: Grafana does not
 * know where the console is, and its data sources bring links of their own.
 */
export function toGrafana(dashboard: Dashboard): grafana.Dashboard {
  const board = new grafana.DashboardBuilder(dashboard.title)
    .uid(dashboard.name)
    .description(dashboard.description)
    .tags(['agent-vitals'])
    .readonly()
    .time({ from: `now-${dashboard.range}`, to: 'now' })
    .refresh(dashboard.refresh)
    .tooltip(grafana.DashboardCursorSync.Crosshair)
    .annotations([...alertAnnotations()])
    .variables(dashboard.variables.map(variable));
  let top = 0;
  let id = 0;
  for (const row of dashboard.rows) {
    const placed = placeRow(row);
    for (const { panel, x, y, width, height } of placed) {
      id += 1;
      board.withPanel(
        panelBuilder(panel)
          .id(id)
          .title(panel.title)
          .description(panel.description)
          .gridPos({ x, y: top + y, w: width, h: height }),
      );
    }
    top += Math.max(...placed.map(({ y, height }) => y + height));
  }
  return board.build();
}
