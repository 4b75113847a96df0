import type { Dashboard, Panel, Row } from './model.js';

/** Columns of the grid, in Grafana and in Perses alike. */
export const COLUMNS = 24;

/** Where a panel stands, in grid units from the top left of its row. */
export interface Placed {
  readonly panel: Panel;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Places a row's panels from left to right, wrapping where the next one does not fit. */
export function placeRow(row: Row): readonly Placed[] {
  let x = 0;
  let y = 0;
  return row.panels.map((panel) => {
    if (x + panel.width > COLUMNS) {
      x = 0;
      y += row.height;
    }
    const placed = { panel, x, y, width: panel.width, height: row.height };
    x += panel.width;
    return placed;
  });
}

/** Every panel of a dashboard, in reading order. */
export function panelsOf(dashboard: Dashboard): readonly Panel[] {
  return dashboard.rows.flatMap((row) => row.panels);
}
