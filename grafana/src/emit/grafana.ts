import * as grafana from '@grafana/grafana-foundation-sdk/dashboard';
import { placeRow } from '../grid.js';
import { ALERT_MARKS } from '../alert-marks.js';
import type { Dashboard, DashboardLink } from '../model.js';
import { chosenIn } from './chosen-in.js';
import { annotationBuilder } from './annotations.js';
import { panelBuilder, panelTitle } from './grafana-panels.js';
import { variableBuilder } from './grafana-variables.js';

const TAG = 'agent-vitals';

/** Another dashboard, at the same time and with the same choices. */
const panelLink = ({
  title,
  dashboard,
  keep = [],
  choose = {},
}: DashboardLink): grafana.DashboardLinkBuilder =>
  new grafana.DashboardLinkBuilder(title)
    .type(grafana.DashboardLinkType.Link)
    .url(
      `/d/${dashboard}?${[
        ...keep.map((name) => `\${${name}:queryparam}`),
        ...chosenIn(choose),
        '${__url_time_range}',
      ].join('&')}`,
    );

/**
 * The number of a panel, from its name: links to it stay right when another one is put before it.
 * FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/, in 31 bits.
 */
export function panelNumber(id: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(id)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash & 0x7fffffff;
}

/** Every dashboard leads to all of them, at the same time and with the choices that both have. */
const toAll = (): grafana.DashboardLinkBuilder =>
  new grafana.DashboardLinkBuilder('Dashboards')
    .type(grafana.DashboardLinkType.Dashboards)
    .tags([TAG])
    .asDropdown(true)
    .keepTime(true)
    .includeVars(true);

/**
 * The dashboard in Grafana's JSON. Links to pages of the console are left out: Grafana does not
 * know where the console is, and its data sources bring links of their own.
 */
export function toGrafana(dashboard: Dashboard): grafana.Dashboard {
  const board = new grafana.DashboardBuilder(dashboard.title)
    .uid(dashboard.name)
    .description(dashboard.description)
    .tags([TAG])
    .readonly()
    .time({ from: `now-${dashboard.range}`, to: 'now' })
    .refresh(dashboard.refresh)
    .links([toAll()])
    .tooltip(grafana.DashboardCursorSync.Crosshair)
    .annotations([...ALERT_MARKS, ...(dashboard.marks ?? [])].map(annotationBuilder))
    .variables(dashboard.variables.map(variableBuilder));
  let top = 0;
  for (const row of dashboard.rows) {
    const placed = placeRow(row);
    for (const { panel, x, y, width, height } of placed) {
      board.withPanel(
        panelBuilder(panel)
          .id(panelNumber(panel.id))
          .title(panelTitle(panel))
          .description(panel.description)
          .links(panel.links.filter((link) => 'dashboard' in link).map(panelLink))
          .gridPos({ x, y: top + y, w: width, h: height }),
      );
    }
    top += Math.max(...placed.map(({ y, height }) => y + height));
  }
  return board.build();
}
