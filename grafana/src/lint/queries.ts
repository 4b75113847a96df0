import type { Dashboard, Panel } from '../model.js';
import { panelsOf } from '../grid.js';

/** What a panel asks: PromQL, LogQL, or the service whose traces are searched. */
export const queriesOf = (panel: Panel): readonly string[] => {
  if ('queries' in panel) return panel.queries.map(({ expr }) => expr);
  if ('columns' in panel) return panel.columns.map(({ expr }) => expr);
  return 'query' in panel ? [panel.query] : [panel.service];
};

/** Names of the variables that texts use, without those of the programs and groups of patterns. */
export const variablesIn = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(texts.flatMap((text) => [...text.matchAll(/\$([a-z]\w*)/g)].map(([, name]) => name!)));

/** Everything that a dashboard asks, its variables included. */
export const allQueries = (dashboard: Dashboard): readonly string[] => [
  ...panelsOf(dashboard).flatMap(queriesOf),
  ...dashboard.variables.flatMap((each) => ('series' in each ? [each.series, each.label] : [])),
];
